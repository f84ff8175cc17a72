"""Grading a class: plain `nbgrader autograde` and this grader in turn, on the same machine and the same submissions.

    python -m benchmarks.grading [ASSIGNMENT ...] [--size 30] [--rounds 1]

Every assignment with a bank is graded as a class of correct and wrong solutions taken from it. Reported: seconds a
submission, the ratio of throughputs, seconds a submission takes outside its graded cells (what those compute, both
graders have to wait for), seconds of each submission after the first (a run loads the frameworks once), memory of one
submission under way, one worker against two, this machine against a Dask cluster of two workers on it, and whether all
scores are the same in both.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.demo import MadeUpClass
from benchmarks.measure import environment, write_results

ROOT = Path(__file__).resolve().parents[1]
Scores = dict[tuple[str, str], float]
PLAIN = "c = get_config()\nc.CourseDirectory.root = {root!r}\nc.ExecutePreprocessor.timeout = 300\n"


def make_class(folder: Path, assignment: str, size: int, seed: int = 0) -> None:
    """A course with `size` submissions: each answer correct with probability 0.8, in a style drawn from the bank."""
    rng = random.Random(seed)
    made = MadeUpClass(Course(ROOT), assignment)
    submissions = []
    for _ in range(size):
        answers: dict[str, str] = {}
        for question in made.questions():
            kind = "correct" if rng.random() < 0.8 else "wrong"
            answers |= made.from_bank(kind, rng.randrange(1000), [question])
        submissions.append(answers)
    hand_in(folder, made, submissions)


def hand_in(folder: Path, made: MadeUpClass, submissions: Sequence[dict[str, str]]) -> None:
    """A course in `folder` with one submission for each dictionary of answers; the other answers are the solution's."""
    for part in ("source", "release"):
        shutil.copytree(ROOT / part / made.assignment, folder / part / made.assignment)
    for number, answers in enumerate(submissions):
        target = folder / "submitted" / f"student{number:03d}" / made.assignment / f"{made.assignment}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(json.dumps(made.with_answers(answers, made.solved())), encoding="utf-8")


def run(command: list[str], folder: Path) -> float:
    """Seconds of a command that must succeed."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    start = time.perf_counter()
    finished = subprocess.run(command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True)
    if finished.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{finished.stdout[-2000:]}{finished.stderr[-2000:]}")
    return time.perf_counter() - start


def grade_plain(folder: Path, assignment: str) -> float:
    """Seconds of nbgrader's own grading, without anything of ours in its settings."""
    (folder / "nbgrader_config.py").write_text(PLAIN.format(root=str(folder)))
    run([sys.executable, "-m", "nbgrader", "generate_assignment", assignment, "--force"], folder)
    return run([sys.executable, "-m", "nbgrader", "autograde", assignment, "--force"], folder)


def grade_ours(folder: Path, assignment: str, *options: str) -> float:
    """Seconds of `autograder grade`, everything graded anew."""
    command = [sys.executable, "-m", "autograder", "grade", assignment, "--course", str(folder), "--force"]
    return run([*command, *options], folder)


def scores(folder: Path, assignment: str) -> Scores:
    """Points by student and graded cell."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, grade.name): grade.score
            for submission in gradebook.assignment_submissions(assignment)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def graded_seconds_plain(folder: Path, assignment: str) -> float:
    """Seconds that all submissions spent in graded cells, as nbgrader noted them in its notebooks."""
    total = 0.0
    for path in folder.glob(f"autograded/*/{assignment}/*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            times = cell["metadata"].get("execution", {})
            if cell["metadata"].get("nbgrader", {}).get("grade") and "shell.execute_reply" in times:
                begin, end = (
                    datetime.fromisoformat(times[name]) for name in ("iopub.status.busy", "shell.execute_reply")
                )
                total += (end - begin).total_seconds()
    return total


def graded_seconds_ours(folder: Path, assignment: str) -> float:
    """Seconds that all submissions spent in graded cells, from this grader's records."""
    records = (json.loads(path.read_text()) for path in (folder / ".autograder" / assignment).glob("*.json"))
    return sum(cell["seconds"] for record in records for part in record["questions"] for cell in part["cells"])


@contextmanager
def cluster() -> Iterator[str]:
    """A Dask scheduler with two workers of one thread each on this machine; yields its address."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as local:
        yield local.scheduler_address


def peak_memory(folder: Path, assignment: str) -> float:
    """Most private memory (MiB) of the processes of one submission under way, shared pages divided among sharers."""
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        assignment,
        "--course",
        str(folder),
        "--force",
        "--workers",
        "1",
    ]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        forks = [p for p in psutil.Process(process.pid).children(recursive=True) if is_fork(p)]
        peak = max(peak, sum(proportional_memory(p) for p in forks))
        time.sleep(0.02)
    return peak / 2**20


def is_fork(process: psutil.Process) -> bool:
    """Whether a process was forked by a warm parent: it is the first of a process namespace of its own."""
    try:
        lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    except OSError:
        return False
    namespaces = next((line.split()[1:] for line in lines if line.startswith("NSpid:")), [])
    return len(namespaces) >= 3 and namespaces[-1] == "1"


def proportional_memory(process: psutil.Process) -> float:
    """Bytes of a process, each page divided by the number of processes that share it."""
    try:
        return float(process.memory_full_info().pss)
    except psutil.Error:
        return 0.0


def compare(assignment: str, size: int, rounds: int) -> dict[str, Any]:
    """All figures of one assignment."""
    with tempfile.TemporaryDirectory() as temporary, cluster() as address:
        folders = {name: Path(temporary) / name for name in ("plain", "ours")}
        for folder in folders.values():
            make_class(folder, assignment, size)
        seconds: dict[str, list[float]] = {"plain": [], "one_worker": [], "two_workers": [], "cluster": []}
        outside: dict[str, list[float]] = {"plain": [], "ours": []}
        alone = []
        for _ in range(rounds):
            alone.append(grade_ours(folders["ours"], assignment, "--student", "student000"))
            seconds["plain"].append(grade_plain(folders["plain"], assignment))
            seconds["two_workers"].append(grade_ours(folders["ours"], assignment, "--workers", "2"))
            seconds["one_worker"].append(grade_ours(folders["ours"], assignment, "--workers", "1"))
            graded = (
                graded_seconds_plain(folders["plain"], assignment),
                graded_seconds_ours(folders["ours"], assignment),
            )
            outside["plain"].append((seconds["plain"][-1] - graded[0]) / size)
            outside["ours"].append((seconds["one_worker"][-1] - graded[1]) / size)
            seconds["cluster"].append(grade_ours(folders["ours"], assignment, "--scheduler", address))
        plain, ours = (scores(folder, assignment) for folder in folders.values())
        medians = {name: statistics.median(times) for name, times in seconds.items()}
        further = {
            name: (medians[name] - statistics.median(alone)) / (size - 1) for name in ("one_worker", "two_workers")
        }
        return {
            "size": size,
            "seconds": seconds,
            "seconds_a_submission": {name: value / size for name, value in medians.items()},
            "throughput_ratio": medians["plain"] / medians["two_workers"],
            "seconds_outside_graded_cells": {name: statistics.median(values) for name, values in outside.items()},
            "seconds_of_a_class_of_one": alone,
            "seconds_each_further": further,
            "speedup_of_two_workers": further["one_worker"] / further["two_workers"],
            "memory_of_one_submission_mib": peak_memory(folders["ours"], assignment),
            "graded_cells": len(ours),
            "different_scores": {
                f"{student} {cell}": [plain.get((student, cell)), points]
                for (student, cell), points in ours.items()
                if plain.get((student, cell)) != points
            },
        }


def main() -> None:
    """Measure and write benchmarks/results/grading.json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*", help="default: all with a bank")
    parser.add_argument("--size", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    names = options.assignments or sorted(
        folder.name for folder in (ROOT / "autograder" / "bank").iterdir() if (ROOT / "source" / folder.name).is_dir()
    )
    results = {"environment": environment("nbgrader", "numpy", "torch", "tensorflow", "distributed"), "assignments": {}}
    for name in names:
        results["assignments"][name] = compare(name, options.size, options.rounds)
        print(name, json.dumps(results["assignments"][name], indent=1))
        write_results("grading", results)


if __name__ == "__main__":
    main()
