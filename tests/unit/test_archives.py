"""Archives handed in instead of notebooks: what is inside comes out, and nothing lands anywhere else."""

import contextlib
import gzip
import io
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.archives import MAX_UNPACKED, find_archive, unpack
from autograder.intake import Unreadable


def zipped(*members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(*members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                info.size = len(content)
            else:
                info.type, info.linkname = content
            archive.addfile(info, io.BytesIO(content) if isinstance(content, bytes) else None)
    return buffer.getvalue()


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "deep" / "target"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".zip", zipped), (".tar", tarred), (".tar.gz", tarred), (".TGZ", tarred)]
)
def test_regular_files_come_out(tmp_path, target, suffix, pack):
    data = pack(("ps.ipynb", b"{}"), ("data/x.csv", b"1"))
    archive = tmp_path / f"work{suffix}"
    archive.write_bytes(gzip.compress(data) if "gz" in suffix.lower() else data)
    assert find_archive(tmp_path) == archive
    assert unpack(archive, target) == []
    assert files(target) == {"ps.ipynb": b"{}", "data/x.csv": b"1"}


NAMES = [
    "../out",
    "a/../../out",
    "/tmp/out",
    "C:\\out",
    "..\\out",
    "\\\\server\\out",
    "a\x1b.txt",
    "x" * 10 + "/.." * 3,
]


@pytest.mark.parametrize(("suffix", "pack"), [(".zip", zipped), (".tar", tarred)])
@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_out_are_left_out(tmp_path, target, suffix, pack, name):
    archive = tmp_path / f"work{suffix}"
    archive.write_bytes(pack((name, b"x"), ("fine.txt", b"1")))
    assert len(unpack(archive, target)) == 1
    assert files(tmp_path / "deep") == {"target/fine.txt": b"1"}


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_left_out(tmp_path, target, kind):
    archive = tmp_path / "work.tar"
    archive.write_bytes(tarred(("link", (kind, "/etc")), ("link/passwd", b"x"), ("fine.txt", b"1")))
    assert "left out of the archive: link" in unpack(archive, target)
    assert not any(path.is_symlink() for path in target.rglob("*"))
    assert files(target)["fine.txt"] == b"1"


def test_bombs_stay_small(tmp_path, target):
    bomb = tmp_path / "bomb.tar.gz"
    bomb.write_bytes(gzip.compress(tarred(("zeros", bytes(MAX_UNPACKED + 1))), 1))
    with pytest.raises(Unreadable, match="unpacks to more than 256 MiB"):
        unpack(bomb, target)
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(zipped(*((f"{n}.bin", bytes(60 * 2**20)) for n in range(6)), ("last.txt", b"1")))
    notes = unpack(bomb, target)
    assert sum(map(len, files(target).values())) <= MAX_UNPACKED
    assert notes[0] == "left out of the archive: 4.bin"


def test_too_many_members(tmp_path, target):
    archive = tmp_path / "many.zip"
    archive.write_bytes(zipped(*((f"{n}.txt", b"") for n in range(10_001))))
    with pytest.raises(Unreadable, match="too many members"):
        unpack(archive, target)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize(("suffix", "pack"), [(".zip", zipped), (".tar", tarred), (".tar.gz", tarred)])
def test_damaged_archives_are_refused_or_read(tmp_path_factory, suffix, pack, data):
    whole = pack(("ps.ipynb", b"{}" * 50), ("data/x.csv", b"1"))
    content = bytearray(gzip.compress(whole) if suffix.endswith("gz") else whole)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "in").mkdir()
    archive = folder / f"work{suffix}"
    archive.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]))
    with contextlib.suppress(Unreadable):
        unpack(archive, folder / "in")
