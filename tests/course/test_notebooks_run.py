"""Every lesson and every solution runs from top to bottom: in time, offline, in a fresh kernel, silent on stderr."""

from __future__ import annotations

import os
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "course").glob("week*/*.ipynb"))
SOLUTIONS = sorted((ROOT / "source").glob("week*/*.ipynb"))
RELEASES = sorted((ROOT / "release").glob("week*/*.ipynb"))
CELL_SECONDS = 60
LESSON_SECONDS = 180
# Nothing answers there: a cell that asks the network for anything fails at once.
NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")


class Run:
    """An executed copy of a notebook and the seconds of each of its code cells."""

    def __init__(self, path: Path, folder: Path, *, allow_errors: bool = False) -> None:
        self.notebook = nbformat.read(path, as_version=4)
        self.seconds: dict[str, float] = {}
        started: dict[str, float] = {}
        client = NotebookClient(
            self.notebook,
            timeout=2 * CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(folder)}},
            allow_errors=allow_errors,
            on_cell_start=lambda cell, cell_index: started.update({cell["id"]: time.monotonic()}),
            # on_cell_complete would be called before the kernel has answered.
            on_cell_executed=lambda cell, cell_index, execute_reply: self.seconds.update(
                {cell["id"]: time.monotonic() - started[cell["id"]]}
            ),
        )
        client.execute(env=os.environ | NO_NETWORK)

    def stderr(self) -> list[str]:
        return [
            f"{cell['id']}: {output['text'][:300]}"
            for cell in self.notebook.cells
            for output in cell.get("outputs", [])
            if output["output_type"] == "stream" and output["name"] == "stderr"
        ]

    def failed(self) -> set[str]:
        return {
            cell["id"]
            for cell in self.notebook.cells
            for output in cell.get("outputs", [])
            if output["output_type"] == "error"
        }


def identity(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS, ids=identity)
def test_lesson(path: Path, tmp_path: Path) -> None:
    run = Run(path, tmp_path)
    assert run.stderr() == []
    assert sum(run.seconds.values()) > 0.1
    assert {name: round(seconds) for name, seconds in run.seconds.items() if seconds > CELL_SECONDS} == {}
    assert sum(run.seconds.values()) < LESSON_SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("path", SOLUTIONS, ids=identity)
def test_solution_passes_its_own_checks(path: Path, tmp_path: Path) -> None:
    run = Run(path, tmp_path)
    assert run.stderr() == []
    assert sum(run.seconds.values()) < LESSON_SECONDS


def graded(path: Path) -> set[str]:
    """Cells with points and something to run; a hidden check is empty in the release."""
    cells = nbformat.read(path, as_version=4).cells
    graded = (cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code")
    return {cell["id"] for cell in graded if any(line and line[0] != "#" for line in cell.source.splitlines())}


@pytest.mark.parametrize("path", RELEASES[:1], ids=identity)
def test_untouched_release_fails_every_visible_check(path: Path, tmp_path: Path) -> None:
    assert Run(path, tmp_path, allow_errors=True).failed() == graded(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", RELEASES[1:], ids=identity)
def test_untouched_release_of_later_weeks_fails_every_visible_check(path: Path, tmp_path: Path) -> None:
    assert Run(path, tmp_path, allow_errors=True).failed() == graded(path)


@pytest.mark.parametrize("path", LESSONS[:1], ids=identity)
def test_first_lesson(path: Path, tmp_path: Path) -> None:
    assert Run(path, tmp_path).stderr() == []
