"""An assignment, its checks and its bank, as the tests of the checks use them."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from utils.checks.report import CheckFailed

ROOT = Path(__file__).parents[2]
BANK = ROOT / "autograder" / "bank"


class Assignment:
    """An assignment of `source/` and the module of `utils.checks` that its graded cells call."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.module = importlib.import_module(f"utils.checks.{name.split('_')[0]}")
        self.checks = sorted(name for name in vars(self.module) if name.startswith("check_"))

    def __repr__(self) -> str:
        return self.name

    @functools.cached_property
    def setup(self) -> dict[str, Any]:
        """What the cells of the notebook define that are neither answers nor checks."""
        namespace: dict[str, Any] = {"__name__": "__main__"}
        for cell in Course(ROOT).assignment(self.name).notebooks[0].cells:
            if cell.kind == "code" and not cell.is_check and not cell.is_answer:
                exec(cell.source, namespace)
        return namespace

    @functools.cached_property
    def solutions(self) -> dict[str, Any]:
        """The reference answer of each question."""
        cells = Course(ROOT).assignment(self.name).notebooks[0].cells
        answers = {cell.grade_id: cell.source for cell in cells if cell.is_answer and cell.grade_id}
        return {question: self.defined(code, question) for question, code in answers.items()}

    def defined(self, code: str, question: str) -> Any:
        """What an answer defines under the question's name."""
        namespace = dict(self.setup)
        exec(code, namespace)
        return namespace[question]

    @property
    def folder(self) -> Path:
        """Where the bank of the assignment is."""
        return BANK / self.name

    def solution(self, question: str, name: str) -> Any:
        """One solution of the bank."""
        return self.defined((self.folder / question / f"{name}.py").read_text(encoding="utf-8"), question)

    def bank(self, question: str, *kinds: str) -> dict[str, Any]:
        """Solutions of the bank by the names of their files."""
        files = sorted(path.stem for kind in kinds for path in (self.folder / question).glob(f"{kind}_*.py"))
        return {name: self.solution(question, name) for name in files}

    def question_of(self, check: str) -> str:
        """The question that a check belongs to."""
        return max((q for q in self.module.PROBES if check.startswith(f"check_{q}_")), key=len)

    def judge(self, check: str, answer: Any) -> Any:
        """What a check returns for an answer."""
        return getattr(self.module, check)(answer)

    def failure(self, check: str, answer: Any) -> str:
        """The message of a check that must fail."""
        with pytest.raises(CheckFailed) as caught:
            self.judge(check, answer)
        return str(caught.value)

    def passes(self, check: str, answer: Any) -> bool:
        """Whether an answer gets the points of a check."""
        try:
            self.judge(check, answer)
        except CheckFailed:
            return False
        return True

    def lost(self, question: str, answer: Any) -> set[str]:
        """The aspects of a question whose points an answer does not get."""
        mine = [check for check in self.checks if self.question_of(check) == question]
        return {check.removeprefix(f"check_{question}_") for check in mine if not self.passes(check, answer)}

    def judge_reference(self, check: str, seeds: Iterable[int], monkeypatch: pytest.MonkeyPatch) -> None:
        """Judge the reference answer with the random cases of each seed."""
        answer = self.solutions[self.question_of(check)]
        for seed in seeds:
            monkeypatch.setenv("CNN_COURSE_CHECK_SEED", str(seed))
            self.judge(check, answer)


ASSIGNMENTS = [Assignment(folder.name) for folder in sorted((ROOT / "source").glob("week*"))]


class Handle:
    """As opaque as an object that stayed in the student's process."""

    def _refuse(self, *_: Any) -> Any:
        raise RuntimeError("the object is not here")

    __bool__ = __eq__ = __len__ = __iter__ = __array__ = __float__ = __index__ = __getitem__ = _refuse
    __hash__ = None  # type: ignore[assignment]


def raising(error: BaseException) -> Callable[..., Any]:
    """A function that takes anything and raises."""

    def function(*_: Any, **__: Any) -> Any:
        raise error

    return function
