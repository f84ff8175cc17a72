"""The audit itself: a small course with a planted false accept and false reject, and the project's own bank."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from autograder.audit import (
    BANK,
    BankError,
    QuestionAudit,
    Solution,
    audit,
    fingerprint_table,
    print_audit,
    read_solution,
    write_fingerprints,
)

ROOT = Path(__file__).parents[2]
WEEKS = sorted(int(folder.name[4:6]) for folder in BANK.iterdir() if folder.name.startswith("week"))

REFERENCE = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
# Too weak on purpose: it never looks at negative numbers; and too strict: it insists on int.
VISIBLE = (
    "assert type(double(3)) is int and double(3) == 6, 'double: wrong value. this is what you get when 1 is added'"
)
HIDDEN = "# hidden\n### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS"


def cell(source: str, grade_id: str, **info: Any) -> dict[str, Any]:
    nbgrader = {"grade_id": grade_id, "grade": False, "solution": False, "locked": True, "task": False, **info}
    return {"cell_type": "code", "metadata": {"nbgrader": nbgrader}, "source": source}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "source" / "week01_tiny"
    folder.mkdir(parents=True)
    cells = [
        cell("LIMIT = 10", "setup"),
        cell(REFERENCE, "double", solution=True, locked=False),
        cell(VISIBLE, "double-values", grade=True, points=1),
        cell(HIDDEN, "double-hidden", grade=True, points=2),
        cell("def other(x):\n    return x", "other", solution=True, locked=False),
        cell("assert other(1) == 1", "other-values", grade=True, points=4),
    ]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (folder / "week01_tiny.ipynb").write_text(text)
    return tmp_path


def make_bank(course: Path, **codes: str) -> Path:
    folder = course / "bank" / "week01_tiny" / "double"
    folder.mkdir(parents=True)
    for name, code in codes.items():
        (folder / f"{name}.py").write_text(code)
    return course / "bank"


def one(course: Path, bank: Path, **options: Any) -> QuestionAudit:
    (result,) = audit(course, bank=bank, jobs=2, **options)
    return result


def names(verdicts: list[Any]) -> list[str]:
    return [verdict.name for verdict in verdicts]


def test_false_accepts_and_false_rejects_are_found(course: Path) -> None:
    bank = make_bank(
        course,
        correct_shift="def double(x):\n    return x << 1",
        correct_float="def double(x):\n    return 2.0 * x",
        wrong_absolute="def double(x):\n    return abs(2 * x)",
        wrong_one="'''1 is added\n\nTwice.\nLesson: 1.1 \"A\"\n'''\ndef double(x):\n    return x + 1",
        wrong_square="'''the square is taken'''\ndef double(x):\n    return x * x",
        wrong_setup="def double(x):\n    return x if x < LIMIT - 6 else 10",
        equivalent_sum="def double(x):\n    return sum((x, x))",
    )
    result = one(course, bank)
    assert (result.question, result.max_points, result.clean) == ("double", 3, False)
    assert names(result.rejected) == ["float"]
    assert names(result.accepted) == ["absolute"]
    assert sorted(names(result.unnamed)) == ["setup", "square"]
    points = {verdict.name: verdict.points for verdict in result.verdicts}
    assert points == {
        "reference": 3,
        "stub": 0,
        "shift": 3,
        "float": 2,
        "absolute": 3,
        "one": 0,
        "square": 0,
        "setup": 2,
        "sum": 3,
    }
    plain = json.loads(json.dumps(result.to_json()))
    assert plain["rejected"] == ["float"]
    assert plain["clean"] is False


def test_solutions_that_hang_die_or_do_not_run_are_counted_and_contained(course: Path) -> None:
    bank = make_bank(
        course,
        correct_loop="def double(x):\n    while x == 5:\n        pass\n    return 2 * x",
        wrong_exit="import os\ndef double(x):\n    os._exit(0)",
        wrong_sys_exit="import sys\ndef double(x):\n    sys.exit(0)",
        wrong_kill="import os, signal\ndef double(x):\n    os.kill(os.getpid(), signal.SIGSEGV)",
        wrong_import="import no_such_module\ndef double(x):\n    return 2 * x",
        wrong_other_name="def twice(x):\n    return 2 * x",
        wrong_interrupt="def double(x):\n    raise KeyboardInterrupt",
        wrong_prints='def double(x):\n    print(\'{"cell": "double-hidden", "message": null}\')\n    return x',
        wrong_stdin="def double(x):\n    return int(input())",
        wrong_patched="import builtins\nbuiltins.LIMIT = 0\ndef double(x):\n    return 0",
        correct_after="def double(x):\n    return x + x",
    )
    result = one(course, bank, time_limit=3)
    assert names(result.rejected) == ["loop"]
    (loop,) = result.rejected
    assert loop.points == 1
    assert "out of time" in loop.messages[0]
    assert result.accepted == []
    assert {verdict.points for verdict in result.of("wrong")} == {0}
    broken = next(verdict for verdict in result.of("wrong") if verdict.name == "import")
    assert "no_such_module" in broken.messages[0]


def test_reference_that_fails_and_stub_that_passes_make_an_audit_unclean() -> None:
    from autograder.audit import Verdict

    reference = Verdict("reference", "reference", 1, 2, ["no"])
    stub = Verdict("stub", "stub", 1, 2, ["no"])
    assert not QuestionAudit("week01_tiny", "double", 2, [reference]).clean
    assert not QuestionAudit("week01_tiny", "double", 2, [stub]).clean
    assert QuestionAudit("week01_tiny", "double", 2, [Verdict("stub", "stub", 0, 2, ["no"])]).clean


def test_printed_report_shows_what_is_wrong(course: Path) -> None:
    bank = make_bank(
        course,
        correct_float="def double(x):\n    return 2.0 * x",
        wrong_absolute="def double(x):\n    return abs(2 * x)",
    )
    console = Console(file=io.StringIO(), width=140)
    print_audit([one(course, bank)], console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "double: correct float was rejected (2 points)" in text
    assert "double: wrong absolute was accepted (3 points)" in text


@pytest.mark.parametrize(
    ("path", "code", "complaint"),
    [
        ("week01_tiny/double/right_x.py", "", "correct_, wrong_ or equivalent_"),
        ("week01_tiny/double/wrong.py", "", "correct_, wrong_ or equivalent_"),
        ("week01_tiny/double/wrong_x.py", "def double(x:", "wrong_x.py"),
        ("week01_tiny/triple/wrong_x.py", "", "no such question: triple"),
        ("week02_tiny/double/wrong_x.py", "", "no assignment 'week02_tiny'"),
    ],
)
def test_bank_of_another_format_is_refused_with_a_reason(course: Path, path: str, code: str, complaint: str) -> None:
    file = course / "bank" / path
    file.parent.mkdir(parents=True)
    file.write_text(code)
    with pytest.raises(Exception, match=complaint):
        audit(course, bank=course / "bank")
    with pytest.raises(BankError, match="nothing for week 7"):
        audit(course, week=7, bank=course / "bank")


def test_docstring_becomes_the_idea(tmp_path: Path) -> None:
    file = tmp_path / "wrong_x.py"
    file.write_text('"""the kernel is flipped\n\nFirst line\nsecond line.\nLesson: 1.2 "Two"\n"""\n')
    solution = read_solution(file)
    assert isinstance(solution, Solution)
    assert solution.idea is not None
    assert (solution.idea.name, solution.idea.message) == ("the kernel is flipped", "First line second line.")
    assert solution.idea.lesson == '1.2 "Two"'
    file.write_text("x = 1\n")
    solution = read_solution(file)
    assert solution.idea is not None
    assert (solution.idea.name, solution.idea.message, solution.idea.lesson) == ("x", "", "")


CONV = "week01_convolution/receptive_field"
FIELD = "def receptive_field(layers):\n    return {}"


def field_bank(folder: Path, **codes: str) -> Path:
    (folder / CONV).mkdir(parents=True)
    for name, code in codes.items():
        (folder / CONV / f"{name}.py").write_text(code)
    return folder


def test_two_ideas_with_one_fingerprint_are_an_error(tmp_path: Path) -> None:
    one_idea = '"""a\n\nB.\nLesson: 1.5 "C"\n"""\n' + FIELD
    bank = field_bank(tmp_path, wrong_a=one_idea.format(1), wrong_b=one_idea.format("int(1)"))
    table = fingerprint_table(ROOT, bank)
    assert [entry["idea"] for entry in table["receptive_field"].values()] == ["a"]
    (bank / CONV / "wrong_c.py").write_text(one_idea.replace('"""a', '"""another').format("2 - 1"))
    with pytest.raises(BankError, match="'a' and 'another' leave the same fingerprint"):
        fingerprint_table(ROOT, bank)


def test_wrong_solution_that_no_probe_sees_is_an_error(tmp_path: Path) -> None:
    right = FIELD.replace(
        "return {}", "f = 1\n    for k, s in layers[::-1]:\n        f = (f - 1) * s + k\n    return f"
    )
    with pytest.raises(BankError, match="no probe tells wrong_unseen"):
        fingerprint_table(ROOT, field_bank(tmp_path, wrong_unseen=right))


@pytest.mark.timeout(1800)
@pytest.mark.slow
@pytest.mark.parametrize("week", WEEKS)
def test_bank_of_the_project_is_clean(week: int) -> None:
    for result in audit(ROOT, week=week):
        assert names(result.rejected) == []
        assert names(result.accepted) == []
        assert names(result.unnamed) == []
        assert len(result.of("correct")) >= 4, result.question
        assert len(result.of("wrong")) >= 8, result.question


@pytest.mark.slow
def test_every_question_has_a_bank() -> None:
    from autograder.course import Course

    for name in Course(ROOT).assignments():
        for notebook in Course(ROOT).assignment(name).notebooks:
            for grade_id, question in notebook.questions().items():
                manual = next(c.is_manual for c in notebook.cells if c.grade_id == grade_id)
                assert manual or (BANK / name / question).is_dir(), f"{name}/{question}"


def test_shipped_ideas_are_those_of_the_bank() -> None:
    shipped = json.loads((ROOT / "utils" / "checks" / "fingerprints.json").read_text(encoding="utf-8"))
    bank: dict[str, set[str]] = {}
    for path in BANK.glob("week*/*/wrong_*.py"):
        idea = read_solution(path).idea
        assert idea is not None, path
        bank.setdefault(path.parent.name, set()).add(idea.name)
    assert {question: {entry["idea"] for entry in table.values()} for question, table in shipped.items()} == bank


# That the shipped hashes of the other weeks are right is seen by the audit: every wrong solution is caught by its name.
@pytest.mark.timeout(1800)
@pytest.mark.slow
@pytest.mark.parametrize("week", WEEKS[:2])
def test_shipped_fingerprints_are_those_of_the_bank(week: int, tmp_path: Path) -> None:
    for part in ("source", "utils"):
        (tmp_path / part).symlink_to(ROOT / part)
    assert write_fingerprints(tmp_path, week=week) is False
