"""A small nbgrader course for the attacks, and what is looked at before and after a class is graded."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.build import build
from autograder.course import Course

# Words that stand nowhere else; whoever hands one of them to a student has given something away.
HIDDEN_WORD = "thylacine"
ALICE_WORD = "wombat-of-alice"
ZOE_WORD = "quoll-of-zoe"
TOKEN_WORD = "canary-token-71c2"
KEY_WORD = "canary-key-90ab"
SECRETS = (HIDDEN_WORD, ALICE_WORD, ZOE_WORD, TOKEN_WORD, KEY_WORD)

RIGHT = {
    "energy": "def energy(values):\n    return sum(value * value for value in values)",
    "windows": "def windows(size, kernel, stride):\n    return (size - kernel) // stride + 1",
    "smooth": "def smooth(signal):\n    return (signal[:-2] + signal[1:-1] + signal[2:]) / 3",
}
WRONG_SMOOTH = "def smooth(signal):\n    return signal[:-2] + signal[1:-1] + signal[2:]"

CHECKS = {
    "energy-visible": (1, "assert energy([1, 2, 3]) == 14\nassert energy([]) == 0"),
    "energy-hidden": (1, "want = 7654049\nassert energy([2345, 1468]) == want, 'thylacine in energy'"),
    "windows-visible": (1, "assert windows(7, 3, 1) == 5\nassert windows(8, 2, 2) == 4"),
    "windows-hidden": (
        2,
        "for size, kernel, stride, want in [(224, 7, 2, 109), (31, 5, 3, 9)]:  # thylacine in windows\n"
        "    assert abs(windows(size, kernel, stride) - want) < 1e-9, 'thylacine in windows'",
    ),
    "smooth-visible": (2, "np.testing.assert_allclose(smooth(np.array([0.0, 3.0, 6.0, 3.0])), [3.0, 4.0])"),
    "smooth-hidden": (
        3,
        # By a call and by a probe, as the course's own checks ask; what was lent is compared with afterwards.
        "import functools, operator\n"
        "from utils.checks.probe import probe\n"
        "from utils.checks.report import Call, run\n"
        "signal = np.random.default_rng(5).normal(size=40)  # thylacine in smooth\n"
        "for ask in (smooth, functools.partial(probe, operator.call, smooth)):\n"
        "    outcome = run(ask, Call({'signal': signal}))\n"
        "    if outcome.error is not None:\n"
        "        raise outcome.error\n"
        "    want = np.convolve(signal, np.full(3, 1 / 3), 'valid')\n"
        "    np.testing.assert_allclose(outcome.value, want, err_msg='thylacine in smooth')",
    ),
}


def code(text: str) -> str:
    """A block of a student's code, written indented."""
    return textwrap.dedent(text).strip("\n")


# Code of a student's that searches the machine.
FIND = """
import subprocess
def find(name):
    command = ['find', '/', '-path', '/proc', '-prune', '-o', '-name', name, '-print']
    return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
"""


def cell(kind: str, source: str, grade_id: str | None = None, **info: Any) -> dict[str, Any]:
    """A notebook cell, with nbgrader's metadata when it has a grade id."""
    metadata = {}
    if grade_id is not None:
        flags = {"grade": False, "solution": False, "task": False, "locked": False, "schema_version": 3}
        metadata["nbgrader"] = {**flags, "grade_id": grade_id, **info}
    made: dict[str, Any] = {"cell_type": kind, "source": source, "metadata": metadata}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    return made


def notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """A notebook with these cells."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    numbered = [{**content, "id": f"cell-{number}"} for number, content in enumerate(cells)]
    return {"cells": numbered, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def question_cells(name: str) -> list[dict[str, Any]]:
    """Answer cell and checks of a question of ``ps1``."""
    solution = f"### BEGIN SOLUTION\n{RIGHT[name]}\n### END SOLUTION"
    cells = [cell("markdown", f"## {name}"), cell("code", solution, name, solution=True)]
    for grade_id, (points, text) in CHECKS.items():
        if grade_id.startswith(name):
            hidden = grade_id.endswith("hidden")
            source = (
                f"# The same with other values.\n### BEGIN HIDDEN TESTS\n{text}\n### END HIDDEN TESTS"
                if hidden
                else text
            )
            cells.append(cell("code", source, grade_id, grade=True, locked=True, points=points))
    return cells


def make_course(root: Path) -> Course:
    """A course with the assignment ``ps1``: 10 points, three questions, visible and hidden checks."""
    setup = cell("code", "import numpy as np", "setup", locked=True)
    cells = [cell("markdown", "# Problem set 1"), setup]
    for name in RIGHT:
        cells += question_cells(name)
    path = root / "source" / "ps1" / "ps1.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook(cells), indent=1))
    build(root)
    return Course(root)


@dataclass(frozen=True)
class Places:
    """What an attacker would like to know, written into the attacks where they name it in capitals."""

    course: Path
    home: Path
    port: int

    def fill(self, text: str) -> str:
        """``text`` with the names replaced."""
        named = {"COURSE_ROOT": self.course, "HOME_FOLDER": self.home, "LOOPBACK_PORT": self.port}
        for name, value in (named | {"GRADER_PID": os.getpid()}).items():
            text = text.replace(name, str(value))
        return text


class Book:
    """A student's copy of the released ``ps1``, to be filled in or tampered with."""

    def __init__(self, course: Course, places: Places) -> None:
        self.content: dict[str, Any] = json.loads((course.release / "ps1" / "ps1.ipynb").read_text())
        self.places = places

    @property
    def cells(self) -> list[dict[str, Any]]:
        """All cells."""
        found: list[dict[str, Any]] = self.content["cells"]
        return found

    def cell(self, grade_id: str) -> dict[str, Any]:
        """The cell with a grade id."""
        return next(c for c in self.cells if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)

    def info(self, grade_id: str) -> dict[str, Any]:
        """nbgrader's metadata of a cell."""
        found: dict[str, Any] = self.cell(grade_id)["metadata"]["nbgrader"]
        return found

    def checks(self, *questions: str) -> list[dict[str, Any]]:
        """The check cells of some questions; default all."""
        return [self.cell(name) for name in CHECKS if not questions or name.split("-")[0] in questions]

    def solve(self, *questions: str) -> Book:
        """Put right answers in; default everywhere."""
        for name in questions or RIGHT:
            self.cell(name)["source"] = RIGHT[name]
        return self

    def answer(self, **answers: str) -> Book:
        """Put these answers in."""
        for name, text in answers.items():
            self.cell(name)["source"] = self.places.fill(text)
        return self

    def payload(self, text: str) -> Book:
        """Add code in front of the first question."""
        return self.insert("setup", text)

    def insert(self, after: str, text: str, kind: str = "code") -> Book:
        """Add a cell behind the one with a grade id."""
        place = self.cells.index(self.cell(after)) + 1
        extra = cell(kind, self.places.fill(text))
        self.cells.insert(place, {**extra, "id": f"extra-{len(self.cells)}"})
        return self

    def to_bytes(self) -> bytes:
        """The notebook as a file's content."""
        return json.dumps(self.content).encode()


Maker = Callable[[Book, Path], bytes | bool | None]


@dataclass(frozen=True)
class Case:
    """One submission and what has to come of it.

    Attributes:
        points: what the answers alone have earned.
        plain: what ``nbgrader autograde`` 0.9.6 made of it; empty where that was not measured.
        make: fills in the book; returns another content of the file, or False when there is to be none.
        status: of the record.
        says: regular expression to be found in what the student reads.
        shows: regular expression to be found in what the student's cells printed: proof that the attack was run.
        never: texts that the student must not get back, besides the secrets.
        alone: graded with nobody but alice and zoe.
        total_seconds: limit for the whole notebook, when it is graded alone.
    """

    name: str
    kind: str
    does: str
    points: float
    plain: str
    make: Maker
    status: str = "graded"
    says: str = ""
    shows: str = ""
    never: tuple[str, ...] = ()
    alone: bool = False
    total_seconds: float = 60.0

    @property
    def student(self) -> str:
        """The folder's name; sorts between alice and zoe."""
        return f"mallory_{self.name}"


CASES: dict[str, Case] = {}


def case(kind: str, does: str, points: float, plain: str = "", **options: Any) -> Callable[[Maker], Maker]:
    """Register a function as an attack; its name is the attack's id."""

    def register(make: Maker) -> Maker:
        name = make.__name__
        CASES[name] = Case(name, kind, does, points, plain, make, **options)
        return make

    return register


def hand_in(course: Course, places: Places, chosen: Case) -> None:
    """Write a case's submission."""
    folder = course.submitted / chosen.student / "ps1"
    folder.mkdir(parents=True)
    book = Book(course, places)
    content = chosen.make(book, folder)
    if content is not False:
        (folder / "ps1.ipynb").write_bytes(content if isinstance(content, bytes) else book.to_bytes())


def hand_in_neighbours(course: Course, places: Places) -> None:
    """Alice has everything right, zoe all but the last question."""
    alice, zoe = Book(course, places).solve(), Book(course, places).solve().answer(smooth=WRONG_SMOOTH)
    for student, book, word in (("alice", alice, ALICE_WORD), ("zoe", zoe, ZOE_WORD)):
        book.insert("energy", f"# my own notes: {word}")
        folder = course.submitted / student / "ps1"
        folder.mkdir(parents=True)
        (folder / "ps1.ipynb").write_bytes(book.to_bytes())


def fingerprint(*folders: Path, without: tuple[str, ...] = ()) -> dict[str, str]:
    """Kind, mode and content digest of everything below some folders; files of more than 64 MiB by size alone."""
    found = {}
    for top in folders:
        for directory, names, files in os.walk(top):
            if Path(directory) == top:
                names[:] = [name for name in names if name not in without]
            for name in sorted([*names, *files]):
                path = Path(directory, name)
                state = path.lstat()
                content = ""
                if path.is_symlink():
                    content = os.readlink(path)
                elif stat.S_ISREG(state.st_mode) and state.st_size <= 64 * 2**20:
                    content = hashlib.sha256(path.read_bytes()).hexdigest()
                found[str(path)] = f"{state.st_mode:o} {state.st_size if stat.S_ISREG(state.st_mode) else ''} {content}"
    return {path: state for path, state in found.items() if Path(path).name not in without}


def table() -> str:
    """All cases as a Markdown table."""
    head = "| id | kind | what it does | points | plain nbgrader 0.9.6 |\n|---|---|---|---|---|"
    rows = [
        f"| {c.name} | {c.kind} | {c.does} | {c.points:g} | {c.plain or 'not measured'} |" for c in all_cases().values()
    ]
    return "\n".join([head, *rows]) + "\n"


def page() -> str:
    """The documentation's page of all cases, `course/attacks.md`."""
    cases = all_cases().values()
    text = f"""# Hostile and broken submissions

The test suite hands in each of these {len(cases)} submissions to an assignment of 10 points, between alice (all
right: 10) and zoe (5), and requires the points in the table: what the answers alone have earned. Alice and zoe keep
theirs, the run ends by itself with a reason for every lost point, no process survives, nothing outside of the
submission changes, and nothing of the tests, of other students or of the machine appears in what a student gets back.
The last column is what plain `nbgrader autograde` gave, where that was measured.

"""
    return text + table()


def all_cases() -> dict[str, Case]:
    """Every case, by id."""
    from tests.attacks import beyond, breaks, cheats, honest, leaks, malformed, replies  # noqa: F401  (registers)

    return CASES


if __name__ == "__main__":
    from tests.attacks.course import page as registered_page  # not __main__'s, whose registry is another

    (Path(__file__).parents[2] / "course" / "attacks.md").write_text(registered_page(), encoding="utf-8")
