"""Checks on trial: every solution of a bank against the checks of its question.

A *bank* is a folder `<assignment>/<question>/{correct,wrong,equivalent}_<name>.py`; `autograder/bank/README.md`
describes it. Each solution runs against the check cells of the instructor notebook, hidden parts included, in its own
process with a time limit. A correct solution that loses a point was *rejected*, a wrong one that keeps all of them was
*accepted*: both must never happen. The wrong solutions also make the table of fingerprints by which checks name a
misconception.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from autograder import edition
from autograder.check_process import import_statements
from autograder.course import Course, CourseError, SourceNotebook
from autograder.warm import import_packages
from utils.checks.fingerprints import fingerprint
from utils.checks.report import Idea

Job = dict[str, Any]

BANK = Path(__file__).parent / "bank"
KINDS = ("correct", "wrong", "equivalent")
IMPORT_LIMIT = 60.0
HOST_SIZE = 16
_SOLUTION = re.compile(r"^([ \t]*)### BEGIN SOLUTION.*?### END SOLUTION[^\n]*", re.DOTALL | re.MULTILINE)


class BankError(CourseError):
    """A bank is not as `autograder/bank/README.md` describes it, or two of its ideas cannot be told apart."""


@dataclass(frozen=True)
class Solution:
    """One file of a bank, or the reference or stub of the notebook itself."""

    kind: str  # "correct", "wrong", "equivalent", "reference" or "stub"
    name: str
    code: str
    idea: Idea | None = None


@dataclass(frozen=True)
class Verdict:
    """What the checks said to one solution."""

    kind: str
    name: str
    points: float
    max_points: float
    messages: list[str]  # one per failed check cell
    named: bool = False  # a message names the solution's own idea

    @property
    def full(self) -> bool:
        """Whether the solution got all points of its question."""
        return self.points == self.max_points


@dataclass(frozen=True)
class QuestionAudit:
    """The verdicts on all solutions of one question."""

    assignment: str
    question: str
    max_points: float
    verdicts: list[Verdict] = field(default_factory=list)

    def of(self, kind: str) -> list[Verdict]:
        """Verdicts on the solutions of one kind."""
        return [verdict for verdict in self.verdicts if verdict.kind == kind]

    @property
    def rejected(self) -> list[Verdict]:
        """Correct (or equivalent, or reference) solutions that lost a point."""
        return [v for v in self.verdicts if v.kind in ("correct", "equivalent", "reference") and not v.full]

    @property
    def accepted(self) -> list[Verdict]:
        """Wrong solutions that kept all points, and the untouched stub if it got any."""
        return [v for v in self.verdicts if (v.kind == "wrong" and v.full) or (v.kind == "stub" and v.points > 0)]

    @property
    def unnamed(self) -> list[Verdict]:
        """Wrong solutions that were caught, but not by the name of their idea."""
        return [v for v in self.of("wrong") if not v.full and not v.named]

    @property
    def clean(self) -> bool:
        """Whether nothing was rejected or accepted that should not be."""
        return not self.rejected and not self.accepted

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        names = {key: [v.name for v in getattr(self, key)] for key in ("rejected", "accepted", "unnamed")}
        return asdict(self) | names | {"clean": self.clean}


def audit(
    course: Path,
    week: int | None = None,
    bank: Path | None = None,
    jobs: int | None = None,
    *,
    time_limit: float | None = None,
) -> list[QuestionAudit]:
    """Run a bank against the checks of the instructor notebooks.

    Args:
        course: the course directory.
        week: number of the only week to audit; None takes all that are in the bank.
        bank: a folder of the documented format; None takes the project's own.
        jobs: how many solutions run at once; None takes the number of processors.
        time_limit: seconds for one solution and all its checks; what is not decided by then is not passed. None takes
            twice the time of one call while grading.

    Returns:
        one audit per question, in the order of the notebooks. Each starts with the notebook's own solution and stub.

    Raises:
        BankError: when the bank has no such week, names unknown questions or holds files of another kind.
    """
    audits: list[QuestionAudit] = []
    tasks: list[tuple[Solution, Job]] = []
    for assignment in _assignments(bank or BANK, week):
        for question, notebook, solutions in _questions(Course(course), bank or BANK, assignment):
            job = _job(notebook, question) | {"time_limit": time_limit or _time_limit(assignment)}
            audits.append(QuestionAudit(assignment, question, sum(job["points"].values())))
            own = [Solution("reference", "reference", job["reference"]), Solution("stub", "stub", job["stub"])]
            tasks += [(solution, job) for solution in own + solutions]
    for (solution, job), lines in zip(tasks, _run(tasks, jobs), strict=True):
        result = next(result for result in audits if result.question == job["question"])
        result.verdicts.append(_verdict(solution, job, lines))
    return audits


def print_audit(audits: Iterable[QuestionAudit], console: Console | None = None) -> None:
    """Print one line a question, then every verdict that should not be."""
    console, audits = console or Console(), list(audits)
    table = Table(title="Checks on trial")
    for heading in (
        "question",
        "correct",
        "rejected",
        "wrong",
        "accepted",
        "named",
        "equivalent",
        "reference",
        "stub",
    ):
        table.add_column(heading, justify="left" if heading == "question" else "right")
    for result in audits:
        caught = [v for v in result.of("wrong") if not v.full]
        own = {v.kind: f"{v.points:g}/{v.max_points:g}" for v in result.verdicts if v.kind in ("reference", "stub")}
        row = [len(result.of("correct")), len(result.rejected), len(result.of("wrong")), len(result.accepted)]
        named = f"{sum(v.named for v in caught)}/{len(caught)}"
        equivalent = str(len(result.of("equivalent")))
        table.add_row(result.question, *map(str, row), named, equivalent, own["reference"], own["stub"])
    console.print(table)
    for result in audits:
        for title, verdicts in (("rejected", result.rejected), ("accepted", result.accepted)):
            for verdict in verdicts:
                text = f"{result.question}: {verdict.kind} {verdict.name} was {title} ({verdict.points:g} points)"
                console.print("\n".join([text, *verdict.messages]), markup=False, highlight=False)
        for verdict in result.unnamed:
            text = f"{result.question}: wrong {verdict.name} was caught, not by its name"
            console.print("\n".join([text, *verdict.messages[:1]]), markup=False, highlight=False)


def fingerprint_table(
    course: Path, bank: Path | None = None, jobs: int | None = None, week: int | None = None
) -> dict[str, dict[str, Any]]:
    """The table question -> `aspect:hash` -> idea, message, lesson, from the wrong solutions of a bank.

    With `week`, only of that week's questions. An idea is entered under the first aspect in which no correct solution
    agrees with it.

    Raises:
        BankError: when two ideas leave the same fingerprint, or a wrong solution leaves none.
    """
    bank = bank or BANK
    tasks: list[tuple[Solution, Job]] = []
    for assignment in _assignments(bank, week):
        for question, notebook, solutions in _questions(Course(course), bank, assignment):
            probes = f"utils.checks.{assignment.split('_')[0]}"
            job = _job(notebook, question) | {"probes": probes, "time_limit": _time_limit(assignment)}
            tasks += [
                (solution, job) for solution in [Solution("reference", "reference", job["reference"]), *solutions]
            ]
    prints = [[line["fingerprint"] for line in lines] for lines in _run(tasks, jobs)]
    right: dict[str, set[str]] = defaultdict(set)
    for (solution, job), found in zip(tasks, prints, strict=True):
        if solution.kind != "wrong":
            right[job["question"]].update(found)
    table: dict[str, dict[str, Any]] = defaultdict(dict)
    problems = []
    for (solution, job), found in zip(tasks, prints, strict=True):
        question = job["question"]
        if solution.kind != "wrong" or solution.idea is None or not right[question]:  # a question may have no probes
            continue
        new = [line for line in found if line and line not in right[question]]
        if not new:
            problems.append(f"{question}: no probe tells wrong_{solution.name} from the correct solutions")
            continue
        entry = {"idea": solution.idea.name, "message": solution.idea.message, "lesson": solution.idea.lesson}
        known = table[question].setdefault(new[0], entry)
        if known["idea"] != entry["idea"]:
            problems.append(f"{question}: {known['idea']!r} and {entry['idea']!r} leave the same fingerprint")
    if problems:
        raise BankError("\n".join(problems))
    return {question: dict(sorted(table[question].items())) for question in sorted(table)}


def write_fingerprints(course: Path, jobs: int | None = None, week: int | None = None) -> bool:
    """Bring `utils/checks/fingerprints.json` of the course directory up to date; True when it was not.

    With `week`, the entries of other weeks' questions stay as they are.

    Raises:
        BankError: as `fingerprint_table`.
    """
    path = course / "utils" / "checks" / "fingerprints.json"
    table = fingerprint_table(course, jobs=jobs, week=week)
    if week is not None and path.is_file():
        table = json.loads(path.read_text(encoding="utf-8")) | table
    text = json.dumps(dict(sorted(table.items())), indent=1, ensure_ascii=False) + "\n"
    changed = not path.is_file() or path.read_text(encoding="utf-8") != text
    if changed:
        path.write_text(text, encoding="utf-8")
    return changed


def read_solution(path: Path) -> Solution:
    """Read a file of a bank.

    Raises:
        BankError: when its name does not say what it is, or it does not parse.
    """
    kind, _, name = path.stem.partition("_")
    if kind not in KINDS or not name:
        raise BankError(f"{path}: a solution is named correct_, wrong_ or equivalent_ and what it does")
    code = path.read_text(encoding="utf-8")
    try:
        text = ast.get_docstring(ast.parse(code)) or ""
    except SyntaxError as error:
        raise BankError(f"{path}: {error}") from error
    first, *rest = text.strip().splitlines() or [name.replace("_", " ")]
    lesson = ""
    if rest and rest[-1].startswith("Lesson:"):
        lesson = rest.pop().removeprefix("Lesson:").strip()
    return Solution(kind, name, code, Idea(first.strip(), " ".join(" ".join(rest).split()), lesson))


def _assignments(bank: Path, week: int | None) -> list[str]:
    if not bank.is_dir():
        raise BankError(f"{bank}: no such folder")
    names = sorted(
        folder.name for folder in bank.iterdir() if folder.is_dir() and not folder.name.startswith(("_", "."))
    )
    if week is None:
        return names
    chosen = [name for name in names if re.match(rf"week0*{week}(\D|$)", name)]
    if not chosen:
        raise BankError(f"{bank}: nothing for week {week}; there are: {', '.join(names)}")
    return chosen


def _questions(course: Course, bank: Path, assignment: str) -> list[tuple[str, SourceNotebook, list[Solution]]]:
    """The questions of an assignment that the bank has a folder for, in the notebook's order."""
    places = {
        question: notebook
        for notebook in course.assignment(assignment).notebooks
        for question in notebook.questions().values()
    }
    folders = {folder.name: folder for folder in (bank / assignment).iterdir() if folder.is_dir()}
    folders.pop("__pycache__", None)
    if unknown := sorted(folders.keys() - places.keys()):
        raise BankError(f"{bank / assignment}: no such question: {', '.join(unknown)}; there are: {', '.join(places)}")
    return [
        (question, notebook, [read_solution(path) for path in sorted(folders[question].glob("*.py"))])
        for question, notebook in places.items()
        if question in folders
    ]


def _job(notebook: SourceNotebook, question: str) -> Job:
    """All that a host needs to try solutions of one question."""
    questions = notebook.questions()
    checks = [cell for cell in notebook.cells if cell.is_check and questions.get(cell.grade_id or "") == question]
    if not checks:
        raise BankError(f"{notebook.name}: no check cell belongs to {question}")
    last = notebook.cells.index(checks[-1])
    setup = [c.source for c in notebook.cells[:last] if c.kind == "code" and not c.is_check and not c.is_answer]
    answer = next(cell.source for cell in notebook.cells if cell.grade_id == question)
    stub = _SOLUTION.sub(rf'\1raise NotImplementedError("{question} is yours to write")', answer)
    return {
        "question": question,
        "setup": setup,
        "oracles": edition.check_imports(notebook.name),
        "checks": {cell.grade_id: cell.source for cell in checks},
        "points": {cell.grade_id: cell.points for cell in checks},
        "reference": answer,
        "stub": stub,
    }


def _time_limit(assignment: str) -> float:
    return 2 * edition.limits(assignment).call_seconds


def _verdict(solution: Solution, job: Job, lines: list[dict[str, Any]]) -> Verdict:
    said = {line["cell"]: line["message"] for line in lines}
    messages = {cell: said.get(cell, "stopped or out of time before this check was decided") for cell in job["checks"]}
    points = sum(job["points"][cell] for cell, message in messages.items() if message is None)
    failed = [message for message in messages.values() if message is not None]
    name = "" if solution.idea is None else " ".join(solution.idea.name.split())
    named = bool(name) and any(name in " ".join(message.split()) for message in failed)
    return Verdict(solution.kind, solution.name, points, sum(job["points"].values()), failed, named)


def _run(tasks: Sequence[tuple[Solution, Job]], jobs: int | None) -> list[list[dict[str, Any]]]:
    """What each solution's own process wrote before its end, whatever end that was; in the order of `tasks`.

    A host process makes the imports of a notebook once and forks for every solution (a host each, without fork).
    """
    size = HOST_SIZE if hasattr(os, "fork") else 1
    hosts: list[tuple[Job, list[str]]] = []
    for solution, job in tasks:
        if not hosts or hosts[-1][0] is not job or len(hosts[-1][1]) == size:
            hosts.append((job, []))
        hosts[-1][1].append(solution.code)
    with ThreadPoolExecutor(jobs or os.cpu_count()) as pool:
        results = pool.map(lambda host: _host(host[0], host[1]), hosts)
        return [lines for result in results for lines in result]


def _host(job: Job, codes: list[str]) -> list[list[dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        task = job | {"codes": codes}
        Path(folder, "task.json").write_text(json.dumps(task), encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "autograder.audit", folder],
            cwd=folder,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(job["time_limit"] * len(codes) + IMPORT_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return [_read_lines(Path(folder, f"{number}.jsonl")) for number in range(len(codes))]


def _read_lines(path: Path) -> list[dict[str, Any]]:
    lines = []
    for text in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        with contextlib.suppress(ValueError):  # the last line of a killed process may be torn
            lines.append(json.loads(text))
    return lines


def _work(folder: Path) -> None:
    """In the host: import what the notebook imports, then give every solution a process of its own.

    Only imports: what else a setup cell does may start threads, which would not live on in the children.
    """
    job = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    for source in job["setup"]:
        for statement in import_statements(source).values():
            exec(statement, {})
    import_packages(job["oracles"])  # slow, and the same for every solution
    for number, code in enumerate(job["codes"]):
        result = folder / f"{number}.jsonl"
        if not hasattr(os, "fork"):
            _try(job, code, result)
            continue
        child = os.fork()
        if child == 0:
            try:
                os.setsid()
                _try(job, code, result)
            finally:
                os._exit(0)
        _wait(child, job["time_limit"])


def _wait(child: int, time_limit: float) -> None:
    """Wait for a child to end, at most `time_limit` seconds, and leave no process of its session behind."""
    deadline = time.monotonic() + time_limit
    ended = False
    while not ended and time.monotonic() < deadline:
        ended = os.waitpid(child, os.WNOHANG)[0] == child
        if not ended:
            time.sleep(0.005)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if not ended:
        os.waitpid(child, 0)


def _try(job: Job, code: str, result: Path) -> None:
    """Run the setup cells and one solution, then its checks or its probes, and write a line for each."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with result.open("a", encoding="utf-8") as file:

        def write(**line: Any) -> None:
            file.write(json.dumps(line) + "\n")
            file.flush()

        broken = ""
        try:
            for source in job["setup"]:
                exec(compile(source, "setup", "exec"), namespace)
            exec(compile(code, job["question"], "exec"), namespace)
        except BaseException as error:
            broken = f"the solution does not run: {type(error).__name__}: {error}"
        if "probes" in job:
            probes = importlib.import_module(job["probes"]).PROBES.get(job["question"], {})
            for aspect in probes:
                write(fingerprint=fingerprint(namespace[job["question"]], probes, aspect))
            return
        for cell, source in job["checks"].items():
            try:
                exec(compile(source, cell, "exec"), namespace)
            except BaseException as error:
                write(cell=cell, message=broken or str(error) or type(error).__name__)
            else:
                write(cell=cell, message=None)


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
