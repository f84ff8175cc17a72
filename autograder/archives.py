"""Unpacks an archive that was handed in instead of a notebook: regular files alone, into one folder, within limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.intake import MAX_DEPTH, MAX_FILES, MAX_NOTEBOOK, Unreadable, printable, read_regular_file

# Suffix, longest first, and what opens the tar file inside.
TARS = {".tar.gz": gzip.open, ".tgz": gzip.open, ".tar.bz2": bz2.open, ".tar.xz": lzma.open, ".tar": io.BytesIO}
MAX_UNPACKED = 256 * 2**20
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


class Limited(io.RawIOBase):
    """A stream that gives no more than ``MAX_UNPACKED`` bytes, so that a bomb stays small."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.left = MAX_UNPACKED

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes.

        Raises:
            Unreadable: when the archive holds too much.
        """
        data = self.stream.read(self.left + 1 if size < 0 else min(size, self.left + 1))
        self.left -= len(data)
        if self.left < 0:
            raise Unreadable(f"the archive unpacks to more than {MAX_UNPACKED >> 20} MiB")
        return data


def find_archive(folder: Path) -> Path | None:
    """The one archive in a folder, or None when there is none or several."""
    found = [path for path in folder.iterdir() if path.name.lower().endswith((".zip", *TARS))]
    return found[0] if len(found) == 1 else None


def unpack(archive: Path, target: Path) -> list[str]:
    """Unpack ``archive`` below ``target``; return notes on what was left out.

    Raises:
        Unreadable: when it is not a readable archive, or too large a one.
    """
    data = read_regular_file(archive, MAX_NOTEBOOK)
    notes = []
    count = 0
    try:
        for name, content in zip_members(data) if archive.name.lower().endswith(".zip") else tar_members(archive, data):
            place = safe_place(name)
            count += 1
            if place is None or content is None or count > MAX_FILES:
                notes.append(f"left out of the archive: {printable(name)}")
            else:
                (target / place).parent.mkdir(parents=True, exist_ok=True)
                (target / place).write_bytes(content)
    except BROKEN as error:
        raise Unreadable(f"{archive.name} cannot be unpacked ({printable(str(error))})") from error
    return notes[:20]


def safe_place(name: str) -> PurePosixPath | None:
    """Where a member goes, or None when its name leads out of the folder or is no name."""
    place = PurePosixPath(name.replace("\\", "/"))
    odd = place.is_absolute() or ".." in place.parts or ":" in name or not name.isprintable()
    return None if odd or not place.name or len(place.parts) > MAX_DEPTH else place


def zip_members(data: bytes) -> Iterator[tuple[str, bytes | None]]:
    """Names and contents of a zip file's members; no content when one is encrypted or too large."""
    if data.count(b"PK\x01\x02") > 10 * MAX_FILES:
        raise Unreadable("the archive has too many members")
    left = MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            content = None
            if not member.flag_bits & 1 and not is_link(member):
                with archive.open(member) as stream:
                    content = stream.read(min(MAX_NOTEBOOK, left) + 1)
                left -= len(content)
                content = content if len(content) <= MAX_NOTEBOOK and left >= 0 else None
            yield member.filename, content


def is_link(member: zipfile.ZipInfo) -> bool:
    """Whether a zip file's member stands for a symbolic link."""
    return (member.external_attr >> 16) & 0o170000 == 0o120000


def tar_members(path: Path, data: bytes) -> Iterator[tuple[str, bytes | None]]:
    """Names and contents of a tar file's members; no content when one is a link or a device."""
    opener = next(opener for suffix, opener in TARS.items() if path.name.lower().endswith(suffix))
    stream = io.BytesIO(data) if opener is io.BytesIO else opener(io.BytesIO(data))  # type: ignore[operator]
    with tarfile.open(fileobj=Limited(stream), mode="r|") as archive:
        for member in archive:
            if member.isdir():
                continue
            file = archive.extractfile(member) if member.isreg() else None
            yield member.name, file.read() if file is not None else None
