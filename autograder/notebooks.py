"""The canonical form of the notebooks in this repository: one notebook, one text, no outputs.

Run as a program it checks notebooks, or with `--fix` rewrites them:
`python -m autograder.notebooks [--fix] [PATH ...]`.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.course import Cell, cell_source

FOLDERS = ("course", "source", "release")
METADATA: dict[str, Any] = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = ("deletable", "editable", "mystnb", "nbgrader", "tags")
CELL_TYPES = ("code", "markdown", "raw")

_VALID_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class NotebookError(ValueError):
    """A file is not a notebook that has a canonical form."""


def canonical(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of `notebook` (nbformat 4, as `json` reads it) in canonical form.

    Outputs, execution counts and what an editor remembers about a cell are dropped. The text of the cells,
    their order and their valid ids stay. Raises `NotebookError` for what is not a notebook of nbformat 4.
    """
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise NotebookError("not a notebook of nbformat 4")
    if not isinstance(notebook.get("cells"), list):
        raise NotebookError("a notebook without a list of cells")
    for number, cell in enumerate(notebook["cells"], 1):
        if not isinstance(cell, dict) or not isinstance(cell.get("metadata", {}), dict):
            raise NotebookError(f"cell {number} is not a cell with metadata")
    cells: list[Cell] = []
    reserved = {identity for cell in notebook["cells"] if (identity := _valid_id(cell))}
    used: set[str] = set()
    for number, cell in enumerate(notebook["cells"], 1):
        identity = _valid_id(cell)
        if identity is None or identity in used:
            identity = _new_id(cell, number, reserved | used)
        used.add(identity)
        cells.append(_canonical_cell(cell, identity))
    return {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def dumps(notebook: dict[str, Any]) -> str:
    """The text of a canonical notebook, as it stands in its file."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def read(path: Path) -> dict[str, Any]:
    """Read the JSON of the notebook at `path`; `NotebookError` names the file when it is not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise NotebookError(f"{path}: not a readable notebook ({error})") from error


def check(path: Path) -> list[str]:
    """Say, one line each, in what the notebook at `path` differs from its canonical form."""
    try:
        notebook = read(path)
        fixed = canonical(notebook)
    except NotebookError as error:
        message = str(error)
        return [message if str(path) in message else f"{path}: {message}"]
    if path.read_text(encoding="utf-8") == dumps(fixed):
        return []
    problems = []
    if (notebook["nbformat"], notebook.get("nbformat_minor")) != (4, 5):
        problems.append(f"nbformat is 4.{notebook.get('nbformat_minor')}, not 4.5")
    if notebook.get("metadata") != METADATA:
        problems.append("the notebook's metadata is not the course's kernelspec and language_info")
    for number, (old, new) in enumerate(zip(notebook["cells"], fixed["cells"], strict=True), 1):
        where = f"cell {number} ({new['id']})"
        if old.get("outputs"):
            problems.append(f"{where} stores outputs")
        if old.get("execution_count") is not None:
            problems.append(f"{where} stores an execution count")
        if old.get("id") != new["id"]:
            problems.append(f"{where} has no valid id of its own")
        if old.get("metadata") != new["metadata"]:
            problems.append(f"{where} has metadata that is not kept: {_differing_keys(old, new)}")
    return [f"{path}: {problem}" for problem in problems or ["its JSON is not sorted, indented and ended"]]


def fix(path: Path) -> bool:
    """Rewrite the notebook at `path` in canonical form; return whether anything changed."""
    text = dumps(canonical(read(path)))
    if path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def find(root: Path) -> list[Path]:
    """The notebooks of the course at `root`: lessons, sources and releases, without editors' checkpoints."""
    found = (path for folder in FOLDERS for path in (root / folder).rglob("*.ipynb"))
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def main(arguments: Iterable[str] | None = None) -> int:
    """Check or fix the notebooks that are named, or all of the course; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m autograder.notebooks", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--fix", action="store_true", help="rewrite instead of reporting")
    options = parser.parse_args(None if arguments is None else list(arguments))
    paths = options.paths or find(Path.cwd())
    if options.fix:
        for path in paths:
            if fix(path):
                print(f"{path}: rewritten")
        return 0
    problems = [problem for path in paths for problem in check(path)]
    for problem in problems:
        print(problem)
    if problems:
        print("`make format` puts notebooks into canonical form.")
    return 1 if problems else 0


def _valid_id(cell: Cell) -> str | None:
    identity = cell.get("id")
    return identity if isinstance(identity, str) and _VALID_ID.fullmatch(identity) else None


def _new_id(cell: Cell, number: int, taken: set[str]) -> str:
    grade_id = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
    stem = re.sub(r"[^A-Za-z0-9_-]", "-", grade_id)[:60] if grade_id else f"cell-{number:02d}"
    candidates = [stem, *(f"{stem}-{copy}" for copy in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def _canonical_cell(cell: Cell, identity: str) -> Cell:
    if cell.get("cell_type") not in CELL_TYPES:
        raise NotebookError(f"cell {identity} is of no known type: {cell.get('cell_type')!r}")
    metadata = {key: value for key, value in cell.get("metadata", {}).items() if key in CELL_METADATA}
    if "tags" in metadata:
        metadata["tags"] = sorted(set(metadata["tags"]))
    if "hide-input" in metadata.get("tags", ()):
        # The site folds the cell by its tag; JupyterLab wants this. A self-check must not show its answer.
        metadata["jupyter"] = {"source_hidden": True}
    try:
        text = cell_source(cell)
    except TypeError as error:
        raise NotebookError(f"cell {identity}: {error}") from error
    # Editors write `editable: true` and empty entries for what is so anyway.
    metadata = {key: value for key, value in metadata.items() if value not in (True, [], {})}
    clean: Cell = {
        "cell_type": cell["cell_type"],
        "id": identity,
        "metadata": metadata,
        "source": text.splitlines(keepends=True),
    }
    if cell["cell_type"] == "code":
        clean |= {"execution_count": None, "outputs": []}
    elif cell.get("attachments"):
        clean["attachments"] = cell["attachments"]
    return clean


def _differing_keys(old: Cell, new: Cell) -> str:
    before, after = old.get("metadata", {}), new["metadata"]
    return ", ".join(sorted(key for key in before | after if before.get(key) != after.get(key)))


if __name__ == "__main__":
    sys.exit(main())
