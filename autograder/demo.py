"""A made-up class for trying the whole way: hand in, grade, read feedback.

Its answers come from the bank of correct and wrong solutions; a few submissions are broken in the ways that real ones
are. Everything happens in a course folder of its own.
"""

from __future__ import annotations

import ast
import copy
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from autograder.console import console, grade_table, grade_with_progress
from autograder.course import Course, CourseError, cell_source
from autograder.feedback import write_feedback, write_report
from autograder.sandbox import Limits, why_unavailable

ASSIGNMENT = "week01_convolution"
Notebook = dict[str, Any]
BANK = Path(__file__).parent / "bank"


class MadeUpClass:
    """Makes submissions to one assignment from its bank of solutions."""

    def __init__(self, course: Course, assignment: str = ASSIGNMENT) -> None:
        self.assignment = assignment
        self.bank = BANK / assignment
        name = f"{assignment}.ipynb"
        self.release = json.loads((course.release / assignment / name).read_text(encoding="utf-8"))
        self.source = json.loads((course.source / assignment / name).read_text(encoding="utf-8"))

    def solved(self) -> Notebook:
        """The released notebook with the reference answers."""
        answers = {cell_id(cell): cell_source(cell) for cell in self.source["cells"]}
        return self.with_answers({name: answers[name] for name in self.questions()})

    def questions(self) -> list[str]:
        """Grade ids of the answer cells."""
        return [cell_id(cell) for cell in self.release["cells"] if is_solution(cell)]

    def with_answers(self, answers: dict[str, str], base: Notebook | None = None) -> Notebook:
        """A notebook with some answer cells filled in."""
        notebook: Notebook = copy.deepcopy(base or self.release)
        for cell in notebook["cells"]:
            if is_solution(cell) and cell_id(cell) in answers:
                cell["source"] = answers[cell_id(cell)]
        return notebook

    def from_bank(self, kind: str, number: int, questions: list[str] | None = None) -> dict[str, str]:
        """For each question, the ``number``-th solution of a kind ("correct" or "wrong") in the bank."""
        answers = {}
        for question in questions or self.questions():
            files = sorted((self.bank / question).glob(f"{kind}_*.py"))
            if files:
                answers[question] = without_docstring(files[number % len(files)].read_text(encoding="utf-8"))
        return answers

    def demo(self) -> dict[str, str]:
        """Notebook text by student: good, mixed, empty and broken work."""
        solved, questions = self.solved(), self.questions()
        first, second, third = questions[0], questions[len(questions) // 2], questions[-1]
        notebooks: dict[str, Notebook] = {
            "ada": solved,
            "bao": self.with_answers(self.from_bank("correct", 0)),
            "chidi": self.with_answers(self.from_bank("correct", 1)),
            "dora": self.with_answers(self.from_bank("wrong", 0, [second]), solved),
            "emil": self.with_answers(self.from_bank("wrong", 1, [first, second, third]), solved),
            "fatima": self.with_answers(self.from_bank("wrong", 2)),
            "goran": self.with_answers(self.from_bank("correct", 2, questions[: len(questions) // 2])),
            "hana": self.release,
            "ivo": self.with_answers({second: f"def {second}(image, kernel:\n    return image"}, solved),
            "jun": {**solved, "metadata": {"kernelspec": {"name": "julia-1.9", "display_name": "Julia"}}},
            "kofi": self.with_answers({third: f"def {third}(*args, **kwargs):\n    while True:\n        pass"}, solved),
        }
        texts = {name: json.dumps(notebook, indent=1) for name, notebook in notebooks.items()}
        whole = texts["ada"]
        return texts | {"lena": whole[: len(whole) // 2]}


def cell_id(cell: dict[str, Any]) -> str:
    """Grade id of a cell of our own notebooks, empty when it has none."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def is_solution(cell: dict[str, Any]) -> bool:
    """Whether a cell of our own notebooks is an answer cell."""
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def without_docstring(source: str) -> str:
    """A bank file's code without the text that explains it."""
    tree = ast.parse(source)
    if ast.get_docstring(tree) is None:
        return source
    return "\n".join(source.splitlines()[tree.body[0].end_lineno :]).strip("\n")


def prepare(course: Path, folder: Path) -> Course:
    """Make a course folder with the demo class in it.

    Raises:
        CourseError: when the folder is not empty, or the release has not been built.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CourseError(f"{folder} is not empty; name a new folder for the demo")
    ours = Course(course)
    if not (ours.release / ASSIGNMENT).is_dir():
        raise CourseError(f"{ours.release / ASSIGNMENT} is missing; run: autograder build")
    for part in ("source", "release"):
        shutil.copytree(course / part / ASSIGNMENT, folder / part / ASSIGNMENT)
    for student, text in MadeUpClass(ours).demo().items():
        target = folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(text, encoding="utf-8")
    return Course(folder)


def run_demo(course: Path, folder: Path | None) -> None:
    """Grade the demo class and say where everything is."""
    target = folder.resolve() if folder else Path(tempfile.mkdtemp(prefix="autograder-demo-"))
    demo = prepare(course, target)
    reason = why_unavailable()
    if reason:
        console.print(f"[yellow]No sandbox here ({reason}); this class is our own work, so it is run without.[/]")
    # One of the class loops for ever; nobody who tries the demo wants to wait long for that.
    records = grade_with_progress(demo, ASSIGNMENT, limits=Limits(call_seconds=5.0), trust=True)
    console.print(grade_table(ASSIGNMENT, records))
    pages = write_feedback(demo, ASSIGNMENT)
    report = write_report(demo, ASSIGNMENT)
    for name, path in {"feedback": pages[0], "report": report, "gradebook": target / "gradebook.db"}.items():
        console.print(f"{name:<10} {path}", soft_wrap=True, highlight=False)
