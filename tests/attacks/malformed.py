"""Files that are not quite notebooks, text that wants to be markup, archives that want to be elsewhere."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

from tests.attacks.course import CHECKS, RIGHT, Book, case, cell, code


@case("malformed", "truncated JSON", 0, "0 (6 of 6 unset)", status="unreadable", says="not a complete notebook")
def m01_invalid_json(book: Book, folder: Path) -> bytes:
    return book.solve().to_bytes()[:-200]


@case("malformed", "empty file", 0, "0 (6 of 6 unset)", status="unreadable", says="is empty")
def m02_empty_file(book: Book, folder: Path) -> bytes:
    return b""


@case("malformed", "non-UTF-8 bytes inside", 0, "0 (6 of 6 unset)", status="unreadable", says="not UTF-8")
def m03_not_utf8(book: Book, folder: Path) -> bytes:
    return book.solve().to_bytes().replace(b"Problem set", b"Probl\xe8me \xff")


@case("malformed", "UTF-16 notebook", 0, "0 (6 of 6 unset)", status="unreadable", says="UTF-16")
def m04_utf16(book: Book, folder: Path) -> bytes:
    return book.solve().to_bytes().decode().encode("utf-16")


@case("malformed", "UTF-8 with a byte order mark: right answers", 10, "0 (6 of 6 unset)")
def m05_bom(book: Book, folder: Path) -> bytes:
    return b"\xef\xbb\xbf" + book.solve().to_bytes()


@case("malformed", "nbformat 99", 0, "0 (6 of 6 unset)", status="unreadable", says="format 99")
def m06_nbformat99(book: Book, folder: Path) -> None:
    book.solve().content["nbformat"] = 99


@case("malformed", "saved as nbformat 3 (metadata lost?)", 0, "10", status="unreadable", says="format 3")
def m07_nbformat3(book: Book, folder: Path) -> bytes:
    cells = [
        {"cell_type": "code", "input": c["source"], "metadata": c["metadata"], "outputs": [], "language": "python"}
        for c in book.solve().cells
    ]
    sheets = [{"cells": cells, "metadata": {}}]
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": sheets}).encode()


@case("malformed", "JSON list", 0, "0 (6 of 6 unset)", status="unreadable", says="not a notebook")
def m08_json_list(book: Book, folder: Path) -> bytes:
    return json.dumps([book.content]).encode()


@case("malformed", "cells null", 0, "0 (6 of 6 unset)", status="unreadable", says="no list of cells")
def m09_cells_null(book: Book, folder: Path) -> None:
    book.content["cells"] = None


@case("malformed", "unknown kernel name, right answers", 10, "10")
def m10_wrong_kernel(book: Book, folder: Path) -> None:
    book.solve().content["metadata"] = {"kernelspec": {"name": "fortran-2077", "display_name": "F", "language": "f"}}


@case("malformed", "no notebook metadata, right answers", 10, "10")
def m11_no_kernelspec(book: Book, folder: Path) -> None:
    del book.solve().content["metadata"]


@case("malformed", "nbgrader schema_version 99 in one cell", 10, "0; RUN ABORTED, zoe ungraded")
def m12_schema_too_new(book: Book, folder: Path) -> None:
    book.solve().info("energy")["schema_version"] = 99


@case("malformed", "schema_version 1", 10, "0; RUN ABORTED, zoe ungraded")
def m13_schema_too_old(book: Book, folder: Path) -> None:
    for name in CHECKS:
        book.info(name)["schema_version"] = 1
    book.solve()


@case("malformed", "nbgrader metadata is a list in a cell of its own", 10, "0 (6 of 6 unset)")
def m14_nbgrader_meta_list(book: Book, folder: Path) -> None:
    book.solve().cell("windows-visible")["metadata"]["nbgrader"] = ["grade_id", "windows-visible"]


@case("malformed", "points is text", 10, "0 (6 of 6 unset)")
def m15_points_string(book: Book, folder: Path) -> None:
    for name in CHECKS:
        book.info(name)["points"] = "one million"
    book.solve()


@case("malformed", "grade_id of a check is a list", 10, "0 (6 of 6 unset)")
def m16_grade_id_list(book: Book, folder: Path) -> None:
    book.solve().info("energy-visible")["grade_id"] = ["energy-visible"]


@case("malformed", "markdown cells lack metadata", 10, "0 (6 of 6 unset)")
def m17_cells_without_metadata(book: Book, folder: Path) -> None:
    for content in book.solve().cells:
        if content["cell_type"] == "markdown":
            del content["metadata"]


@case("malformed", "JSON nested 100k deep", 0, "0 (6 of 6 unset)", status="unreadable", says="nested too deeply")
def m18_deep_json(book: Book, folder: Path) -> bytes:
    return b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b', "nbformat": 4}'


@case("malformed", "30 MB markdown cell, right answers", 10, "10")
def m19_huge_file(book: Book, folder: Path) -> None:
    book.solve().insert("energy", "word " * 6_000_000, "markdown")


@case("malformed", "1500 extra code cells, right answers", 10, "10")
def m20_many_cells(book: Book, folder: Path) -> None:
    book.solve().cells.extend({**cell("code", f"n{number} = {number}"), "id": f"e{number}"} for number in range(1500))


@case("malformed", "only a stray file in the folder", 0, "no record", status="missing", says="no notebook named ps1")
def m21_missing_notebook(book: Book, folder: Path) -> bool:
    (folder / "essay.txt").write_text("My dog ate it.")
    return False


@case("malformed", "notebook named 'ps1 (1).ipynb'", 0, "0 (6 of 6 unset)", status="missing", says=r"ps1 \(1\)")
def m22_wrong_name(book: Book, folder: Path) -> bool:
    (folder / "ps1 (1).ipynb").write_bytes(book.solve().to_bytes())
    return False


@case("malformed", "a FIFO beside the notebook", 10, "no record")
def m23_fifo(book: Book, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    book.solve()


@case("malformed", "symlinked directory loop", 10, "10")
def m25_symlink_loop(book: Book, folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "again").symlink_to("..")
    (folder / "self").symlink_to("self")
    book.solve()


@case("malformed", "student-supplied timestamp.txt with garbage", 10, "no record")
def m26_bad_timestamp(book: Book, folder: Path) -> None:
    (folder / "timestamp.txt").write_bytes(b"half past \xff\x00 nine")
    book.solve()


@case("malformed", "newline, non-UTF-8, long and option-like file names", 10, "10")
def m28_odd_filenames(book: Book, folder: Path) -> None:
    for name in (
        b"two\nlines.txt",
        b"latin-\xe9\xff.txt",
        b"x" * 250,
        b"--help",
        b"-rf",
        b"<b>bold.txt",
        b"\x1b[2J\x1b]0;x\x07\xff",
        b"'; drop.csv",
    ):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(b"1")
    book.solve()


@case("malformed", "sources as lists of lines (legal)", 10, "10")
def m29_source_lists(book: Book, folder: Path) -> None:
    for content in book.solve().cells:
        content["source"] = "".join(content["source"]).splitlines(keepends=True)


@case("malformed", "invalid stored outputs", 10, "10")
def m30_bad_outputs(book: Book, folder: Path) -> None:
    for number, content in enumerate(c for c in book.solve().cells if c["cell_type"] == "code"):
        content["outputs"] = [None, "text", {"output_type": 7}, [{}], {"output_type": "stream", "text": {}}][number % 5]
        content["execution_count"] = "many"


@case("malformed", "all cell ids equal", 10, "10")
def m31_same_cell_ids(book: Book, folder: Path) -> None:
    for content in book.solve().cells:
        content["id"] = "same"


@case("malformed", "test cell moved before its solution", 10, "9")
def m32_reordered(book: Book, folder: Path) -> None:
    check = book.solve().cell("energy-visible")
    book.cells.remove(check)
    book.cells.insert(book.cells.index(book.cell("energy")), check)


LIVE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)><base href='//evil.example/'>"
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><a href='javascript:alert(1)'>x</a>"
    "<form action='javascript:alert(1)'></form>"
)


@case("xss", "script in HTML, JS, SVG and Markdown outputs and in a markdown cell", 10, "10; live script in feedback")
def x01_html_outputs(book: Book, folder: Path) -> None:
    data = {"text/html": LIVE, "application/javascript": "alert(1)", "image/svg+xml": LIVE, "text/markdown": LIVE}
    stored = {"output_type": "display_data", "data": data, "metadata": {}}
    book.solve().insert("setup", f"{LIVE}\n\n[x](javascript:alert(1)) ![y](data:text/html,{LIVE})", "markdown")
    for content in book.cells:
        if content["cell_type"] == "code":
            content["outputs"] = [stored]
    book.payload(f"from IPython.display import display, HTML\ndisplay(HTML({LIVE!r}))\nprint({LIVE!r})")


@case("xss", "HTML in the error text and type name", 8, "8; escaped", says="script")
def x02_error_html(book: Book, folder: Path) -> None:
    book.solve().answer(energy=f"def energy(values):\n    raise type({LIVE!r}, (Exception,), {{}})({LIVE!r})")


@case("xss", "script in notebook metadata (widget state, title, mimetype)", 10, "10; not present")
def x03_metadata_html(book: Book, folder: Path) -> None:
    book.solve().content["metadata"] = {
        "title": LIVE,
        "authors": [{"name": LIVE}],
        "language_info": {"name": LIVE, "mimetype": LIVE, "pygments_lexer": LIVE},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"</script>" + LIVE: {}}}},
    }
    for content in book.cells:
        content["metadata"] |= {"name": LIVE, "tags": [LIVE], "collapsed": LIVE}
        content["attachments"] = {"x.svg": {"image/svg+xml": LIVE}}


@case("xss", "addresses of scripts in markdown, spelled so that a filter may miss them", 10)
def n10_markdown_addresses(book: Book, folder: Path) -> None:
    lines = [
        "[a](JaVaScRiPt:alert(1))",
        "[b](java&#115;cript:alert(1))",
        "[c](&#x6A;avascript&colon;alert(1))",
        "[d](vbscript:msgbox)",
        "[e](DATA:text/html;base64,PHNjcmlwdD4=)",
        "[f]: javascript:alert(1)\n\n[f]",
        "[g](javascript\\:alert(1))",
        "![g][f]\n\n[[g]](&amp;#106;avascript:alert(1))",
        '![h](x "onerror=alert(1)")',
        "![i](x'onerror='alert(1))",
        '[j](x"onclick="alert(1))',
        '```"onmouseover=alert(1)\nx\n```',
        "| a | b |\n|---|---|\n| &lt;script> | \\<script> |",
        code("""
        $\\href{javascript:alert(1)}{k}$ $$\\require{html}\\href{java
        script:alert(1)}{l}$$
    """),
        "$\\newcommand{\\h}[1]{\\href{java#1}{m}}\\h{script:alert(1)}$",
    ]
    for line in lines:
        book.solve().insert("energy", line, "markdown")


@case("xss", "the notebook's format is a long text with markup in it", 0, status="unreadable", says="notebook format")
def n11_format_is_markup(book: Book, folder: Path) -> None:
    book.content["nbformat"] = "[/][red]" + LIVE * 20_000


@case("malformed", "file names with the markup of terminals and HTML", 0, status="missing", says="no notebook named")
def n12_names_with_markup(book: Book, folder: Path) -> bool:
    for name in ("ps1[red].ipynb", "ps1[@click=x]\x1b[2J\u202e.ipynb", "<script>alert(1)<\u2044script>.ipynb"):
        (folder / name).write_bytes(book.solve().to_bytes())
    return False


@case(
    "malformed",
    "lone surrogates, control and bidirectional characters in text, output, errors and names",
    8,
    shows="shown",
)
def n13_odd_characters(book: Book, folder: Path) -> None:
    odd = "\ud800 \udfff \u202e10/10 points\u2066 \x00 \x1b[2J\x1b]0;owned\x07 \ufeff \U000e0041"
    book.solve().insert("energy", odd, "markdown").insert("energy", f"print({odd!r}, 'shown')")
    book.answer(
        energy=f"class Odd(Exception): pass\nOdd.__name__ = '\u202eOdd<b>'\ndef energy(values):\n    raise Odd({odd!r})"
    )


@case("malformed", "cells that are no cells: null, numbers, sources of odd types", 10)
def n14_no_cells(book: Book, folder: Path) -> None:
    book.solve().cells[:0] = [None, 7, [], {}, {"cell_type": 3, "source": 4}, {"cell_type": "code", "source": {"a": 1}}]  # type: ignore[list-item]
    book.cells.extend([{"cell_type": "code", "source": ["x", 2]}, {"cell_type": "heading", "source": "x", "level": 1}])


@case(
    "malformed", "a file of one terabyte that holds nothing, 1500 small files, 40 nested folders", 10, says="left out"
)
def n15_large_folder(book: Book, folder: Path) -> None:
    with (folder / "empty.bin").open("wb") as file:
        file.truncate(2**40)
    (folder / "many").mkdir()
    for number in range(1500):
        (folder / "many" / f"{number}.txt").write_text("x")
    (folder / Path(*["deep"] * 40)).mkdir(parents=True)
    book.solve()


@case(
    "malformed",
    "numbers that cost much to read, keys twice, NaN in the JSON",
    0,
    status="unreadable",
    says="complete notebook",
)
def n16_costly_numbers(book: Book, folder: Path) -> bytes:
    return b'{"nbformat": 4, "nbformat": 4, "x": NaN, "cells": [' + b"9" * 10_000_000 + b"]}"


@case("malformed", "the notebook is a folder", 0, status="unreadable", says="not a regular file")
def n17_notebook_is_folder(book: Book, folder: Path) -> bool:
    (folder / "ps1.ipynb").mkdir()
    return False


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@case("archive", "zip with ../ and absolute names", 10, "no record; collection ABORTED for everyone")
def z01_zip_traversal(book: Book, folder: Path) -> bool:
    names = [
        "../escaped-z01",
        "../../zoe/ps1/ps1.ipynb",
        "/tmp/escaped-z01",
        "C:\\escaped-z01",
        "a/../../../escaped-z01",
    ]
    files = {"ps1.ipynb": book.solve().to_bytes(), **dict.fromkeys(names, b"escaped")}
    (folder / "ps1.zip").write_bytes(zipped(files))
    return False


@case(
    "archive",
    "tar.gz with a symlinked folder and a symlinked notebook",
    0,
    "no record",
    status="missing",
    says="no notebook",
)
def z02_tar_symlink(book: Book, folder: Path) -> bool:
    with tarfile.open(folder / "ps1.tar.gz", "w:gz") as archive:
        for name, target in (
            ("ps1.ipynb", "../../../source/ps1/ps1.ipynb"),
            ("out", "../../zoe"),
            ("hard", "/etc/passwd"),
        ):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = (tarfile.LNKTYPE if name == "hard" else tarfile.SYMTYPE), target
            archive.addfile(link)
        escape = tarfile.TarInfo("out/ps1/ps1.ipynb")
        escape.size = 7
        archive.addfile(escape, io.BytesIO(b"escaped"))
    return False


@case("archive", "150 kB zip that unpacks to 150 MB (bounded)", 10, "10; no size limit")
def z03_zip_bomb(book: Book, folder: Path) -> bool:
    (folder / "ps1.zip").write_bytes(zipped({"ps1.ipynb": book.solve().to_bytes(), "zeros.bin": bytes(150 * 10**6)}))
    return False


@case("archive", "zip whose central directory lies about sizes, encrypted and nested members", 0, status="missing")
def n18_lying_zip(book: Book, folder: Path) -> bool:
    data = bytearray(zipped({"inner.zip": zipped({"ps1.ipynb": RIGHT["energy"].encode()}), "x.bin": bytes(10**6)}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1  # encrypted
    data[place + 24 : place + 28] = (16).to_bytes(4, "little")  # size
    (folder / "ps1.zip").write_bytes(bytes(data))
    return False
