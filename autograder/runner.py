"""Grades a class: many submissions in parallel, results streamed to the one writer, resumable at any point."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import itertools
import json
import multiprocessing
import os
import re
import secrets
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from sqlalchemy.exc import OperationalError

import autograder
from autograder.course import Assignment, Course, CourseError
from autograder.gradebook import gradebook_writer, register_assignment, write_graded_notebooks
from autograder.grading import ProcessPair, Result, empty_scores, grade_submission
from autograder.intake import MAX_NOTEBOOK, Unreadable, copy_data_files, read_regular_file
from autograder.sandbox import Limits, SandboxUnavailable, why_unavailable

IN_FLIGHT_PER_WORKER = 2
STUDENT_NAME = re.compile(r"[\w.@+-][\w.@+ -]{0,127}")


class Records:
    """Finished results of one assignment on disk: what feedback and reports read, and what a resumed run skips."""

    def __init__(self, course: Course, assignment: str) -> None:
        self.folder = course.root / ".autograder" / assignment
        self.secret_file = course.root / ".autograder" / "secret"

    def load(self, student: str) -> dict[str, Any] | None:
        """The record of ``student``, or None when there is none that can be read."""
        try:
            record: dict[str, Any] = json.loads((self.folder / f"{student}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return record

    def load_all(self) -> list[dict[str, Any]]:
        """All records, by student."""
        found = (self.load(path.stem) for path in sorted(self.folder.glob("*.json")))
        return [record for record in found if record is not None]

    def save(self, student: str, record: dict[str, Any]) -> None:
        """Write a record so that a reader sees the old or the new one, never a part."""
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f".{student}.partial"
        partial.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        partial.replace(self.folder / f"{student}.json")

    def secret(self) -> bytes:
        """The course's secret, made at first use: hidden checks draw from it, so that no student can foresee them."""
        self.secret_file.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(self.secret_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return self.secret_file.read_bytes()
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
        return self.secret_file.read_bytes()


def seed_for(secret: bytes, assignment: str, student: str) -> int:
    """Seed of a student's hidden checks: the same at every run, unknown to the student."""
    digest = hmac.new(secret, f"{assignment}\0{student}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:7], "big")


def digest_of(folders: Iterable[Path]) -> str:
    """Digest of all regular files below ``folders``; links are named, not followed."""
    total = hashlib.sha256()
    for folder in folders:
        for directory, names, files in os.walk(folder, followlinks=False):
            names[:] = sorted(name for name in names if name != "__pycache__")
            for name in sorted(files):
                path = Path(directory) / name
                total.update(os.fsencode(path.relative_to(folder)) + b"\0")
                if stat.S_ISREG(os.lstat(path).st_mode):
                    with path.open("rb") as file:
                        total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


@functools.lru_cache(maxsize=1)
def process_pair(assignment: Assignment, limits: Limits, sandboxed: bool) -> ProcessPair:
    """The process pair of this worker; made at its first submission and kept for the next."""
    return ProcessPair(assignment, limits, sandboxed=sandboxed)


def grade_one(assignment: Assignment, student: str, folder: Path, seed: int, limits: Limits, sandboxed: bool) -> Result:
    """Grade one submission in a worker; the grader's own mistakes become that submission's result."""
    try:
        processes = process_pair(assignment, limits, sandboxed)
        return grade_submission(assignment, student, folder, processes=processes, seed=seed)
    except SandboxUnavailable:
        raise
    except Exception as error:
        return failed(assignment, student, f"{type(error).__name__}: {error}")


def failed(assignment: Assignment, student: str, reason: str) -> Result:
    """The result of a submission that the grader could not finish."""
    result = Result(student, assignment.name, "failed", reason)
    for notebook in assignment.notebooks:
        result.cells += empty_scores(notebook, "The grader could not finish this submission.")
    return result


def check_students(course: Course, assignment: str, wanted: Iterable[str] | None) -> list[str]:
    """The students to grade.

    Raises:
        CourseError: when there is nobody, or a wanted student has handed nothing in.
    """
    present = course.students(assignment)
    chosen = list(wanted or present)
    if unknown := sorted(set(chosen) - set(present)):
        raise CourseError(f"no folder submitted/<student>/{assignment} for: {', '.join(unknown)}")
    if odd := [name for name in chosen if not STUDENT_NAME.fullmatch(name)]:
        raise CourseError(f"a student's folder has a name that cannot be an id: {odd[0]!r}")
    if not chosen:
        raise CourseError(f"nobody has handed in {assignment}: {course.submitted}/<student>/{assignment}/ is empty")
    return chosen


def grade_class(
    course: Course,
    name: str,
    *,
    students: Iterable[str] | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    scheduler: str | None = None,
    trust: bool = False,
    force: bool = False,
    on_result: Callable[[dict[str, Any], bool], None] = lambda record, fresh: None,
) -> list[dict[str, Any]]:
    """Grade what the class handed in for assignment ``name`` and record it.

    Args:
        students: only these; default all who handed in.
        workers: submissions graded at the same time; default one a core.
        scheduler: address of a Dask scheduler; its workers do the grading instead of this machine.
        trust: run the students' code without isolation where there is none.
        force: grade again what has not changed since its last grading.
        on_result: called with each record as it is written, and whether it is new.

    Returns:
        One record a student, as ``Result.summary`` makes it.

    Raises:
        CourseError: when the course or the list of students is not as it should be.
        SandboxUnavailable: when this machine has no sandbox and ``trust`` is not given.
    """
    assignment = course.assignment(name)
    sandboxed = scheduler is not None or why_unavailable() is None
    if not sandboxed and not trust:
        raise SandboxUnavailable(
            f"{why_unavailable()}. Students' code would run with your rights. Install what is missing, or pass "
            "--trust-submissions when all the work is your own."
        )
    chosen = check_students(course, name, students)
    with describing_storage_errors():
        register_assignment(course, assignment)
    records = Records(course, name)
    secret = records.secret()
    stable = digest_of([assignment.folder, Path(autograder.__file__ or "").parent])
    done: dict[str, dict[str, Any]] = {}
    jobs: list[tuple[str, Path, str]] = []
    for student in chosen:
        folder = course.submitted / student / name
        digest = hashlib.sha256((stable + digest_of([folder])).encode()).hexdigest()
        known = records.load(student)
        if known is not None and known.get("digest") == digest and not force and known["status"] != "failed":
            done[student] = known
            on_result(known, False)
        else:
            jobs.append((student, folder, digest))
    digests = {student: digest for student, _, digest in jobs}
    calls = [
        (assignment, student, folder, seed_for(secret, name, student), limits or Limits(), sandboxed)
        for student, folder, _ in jobs
    ]
    with describing_storage_errors(), gradebook_writer(course) as writer:
        results = run_on_cluster(calls, scheduler) if scheduler else run_parallel(calls, workers or os.cpu_count() or 1)
        for result in results:
            writer.record(result)
            write_graded_notebooks(course, result)
            record = result.summary() | {"assignment": name, "digest": digests[result.student]}
            records.save(result.student, record)
            done[result.student] = record
            on_result(record, True)
    return [done[student] for student in chosen]


@contextlib.contextmanager
def describing_storage_errors() -> Iterator[None]:
    """Turn a locked gradebook or a full disk into one clear line; what was recorded before stays."""
    try:
        yield
    except OperationalError as error:
        raise CourseError(
            f"the gradebook cannot be written ({error.orig}). Close other programs that use it and run the same "
            "command again: it goes on where it stopped"
        ) from error
    except OSError as error:
        raise CourseError(f"{error}. Run the same command again when that is mended: it goes on there") from error


def run_parallel(calls: list[tuple[Any, ...]], workers: int) -> Iterator[Result]:
    """Yield results of ``grade_one`` as they finish; only a few submissions are in memory at a time.

    A worker that dies takes the submissions in flight with it; these are tried once more, one at a time, so that one
    of them alone is to blame when it happens again.
    """
    suspects: list[tuple[Any, ...]] = []
    waiting = iter(calls)
    exhausted = False
    while not exhausted:
        in_flight: dict[Future[Result], tuple[Any, ...]] = {}
        with new_pool(workers) as pool:
            try:
                while True:
                    while len(in_flight) < workers * IN_FLIGHT_PER_WORKER and not exhausted:
                        call = next(waiting, None)
                        if call is None:
                            exhausted = True
                        else:
                            in_flight[pool.submit(grade_one, *call)] = call
                    if not in_flight:
                        break
                    finished, _ = wait(in_flight, return_when=FIRST_COMPLETED)
                    for future in finished:
                        result = future.result()
                        del in_flight[future]
                        yield result
            except BrokenProcessPool:
                suspects += in_flight.values()
    for call in suspects:
        try:
            with new_pool(1) as pool:
                yield pool.submit(grade_one, *call).result()
        except BrokenProcessPool:
            yield failed(call[0], call[1], "the grading process died twice with this submission")


def run_on_cluster(calls: list[tuple[Any, ...]], address: str) -> Iterator[Result]:
    """Yield results graded by the workers of a Dask cluster.

    Submissions travel as packed files, so workers need the course's packages but no shared folder. Only a few are
    under way at a time, so neither side's memory grows with the class.

    Raises:
        CourseError: when the scheduler does not answer.
    """
    from distributed import Client, as_completed

    try:
        client = Client(address, timeout=20)
    except (OSError, ValueError) as error:
        raise CourseError(f"no Dask scheduler answers at {address}") from error
    with client:
        capacity = IN_FLIGHT_PER_WORKER * max(1, sum(client.nthreads().values()))
        waiting = iter(calls)
        call_of: dict[Any, tuple[Any, ...]] = {}

        def submit(call: tuple[Any, ...]) -> Any:
            assignment, student, folder, *rest = call
            future = client.submit(grade_packed, assignment, student, pack(folder), *rest, pure=False)
            call_of[future.key] = call
            return future

        under_way = as_completed([submit(call) for call in itertools.islice(waiting, capacity)])
        for future in under_way:
            call = call_of.pop(future.key)
            try:
                yield future.result()
            except Exception as error:  # the worker's machine died several times with it, or it could not be sent
                yield failed(call[0], call[1], f"the cluster could not grade it: {type(error).__name__}: {error}")
            if (following := next(waiting, None)) is not None:
                under_way.add(submit(following))


def pack(folder: Path) -> dict[str, bytes]:
    """The regular files of a submission by relative path, within intake's caps; links and pipes stay behind."""
    with tempfile.TemporaryDirectory() as temporary:
        copy_data_files(folder, Path(temporary))
        copied = (path for path in Path(temporary).rglob("*") if path.is_file())
        files = {str(path.relative_to(temporary)): path.read_bytes() for path in copied}
    for path in sorted(folder.glob("*.ipynb")):
        with contextlib.suppress(Unreadable):
            files[path.name] = read_regular_file(path, MAX_NOTEBOOK)
    return files


def grade_packed(
    assignment: Assignment, student: str, files: dict[str, bytes], seed: int, limits: Limits, sandboxed: bool
) -> Result:
    """``grade_one`` for a submission that came as packed files."""
    with tempfile.TemporaryDirectory(prefix="submission-") as temporary:
        for name, data in files.items():
            target = Path(temporary) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return grade_one(assignment, student, Path(temporary), seed, limits, sandboxed)


def new_pool(workers: int) -> ProcessPoolExecutor:
    """Worker processes that start clean: nothing of the parent's threads or files is inherited."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
