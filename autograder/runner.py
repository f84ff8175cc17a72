"""Grades a class: many submissions in parallel, results streamed to the one writer, resumable at any point."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import itertools
import json
import os
import queue
import secrets
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.exc import OperationalError

from autograder import edition
from autograder.course import Assignment, Course, CourseError
from autograder.grading import OnCheck, ProcessPair, Result, empty_scores, grade_submission, unwatched
from autograder.intake import MAX_NOTEBOOK, Unreadable, copy_data_files, printable, read_regular_file
from autograder.sandbox import Limits, SandboxUnavailable, why_unavailable

IN_FLIGHT_PER_WORKER = 2
MAX_NAME = 128


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


def digest_of(folders: Iterable[Path], without: Path | None = None) -> str:
    """Digest of all regular files below ``folders`` but those below ``without``; links are named, not followed.

    Files too large to be graded count by size and time alone: reading a sparse one could take hours.
    """
    total = hashlib.sha256()
    for folder in folders:
        if folder.is_symlink():
            total.update(os.fsencode(os.readlink(folder)))
            continue
        for directory, names, files in os.walk(folder, followlinks=False):
            names[:] = sorted(name for name in names if name != "__pycache__" and Path(directory, name) != without)
            for name in sorted(files):
                path = Path(directory) / name
                total.update(os.fsencode(path.relative_to(folder)) + b"\0")
                state = os.lstat(path)
                if state.st_size > MAX_NOTEBOOK:
                    total.update(f"{state.st_size} {state.st_mtime_ns}".encode())
                elif stat.S_ISREG(state.st_mode):
                    with path.open("rb") as file:
                        total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


@dataclass(frozen=True)
class Job:
    """One submission to grade: whose, where it is, the seed of its hidden checks, the digest of all that counts."""

    student: str
    folder: Path
    seed: int
    digest: str


def grade_one(processes: ProcessPair, assignment: Assignment, job: Job, on_check: OnCheck = unwatched) -> Result:
    """Grade one submission; the grader's own mistakes become that submission's result."""
    try:
        return grade_submission(
            assignment, job.student, job.folder, processes=processes, seed=job.seed, on_check=on_check
        )
    except SandboxUnavailable:
        raise
    except Exception as error:
        return failed(assignment, job.student, f"{type(error).__name__}: {error}")


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
    if not chosen:
        raise CourseError(f"nobody has handed in {assignment}: {course.submitted}/<student>/{assignment}/ is empty")
    return chosen


def is_student_id(name: str) -> bool:
    """Whether a folder's name can stand in the gradebook, in file names and on pages."""
    return name.isprintable() and not name.startswith((".", "-")) and len(os.fsencode(name)) <= MAX_NAME


def without_id(assignment: Assignment, name: str) -> dict[str, Any]:
    """The record of a folder whose name cannot be a student's id; it is shown, but not kept."""
    result = failed(assignment, printable(name), "the folder's name cannot be a student's id; rename it")
    result.status = "unreadable"
    return result.summary() | {"assignment": assignment.name}


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
    on_check: Callable[[str, str, float], None] = lambda student, question, points: None,
) -> list[dict[str, Any]]:
    """Grade what the class handed in for assignment ``name`` and record it.

    Args:
        students: only these; default all who handed in.
        workers: submissions graded at the same time; default one a core.
        scheduler: address of a Dask scheduler; its workers do the grading instead of this machine.
        trust: run the students' code without isolation where there is none.
        force: grade again what has not changed since its last grading.
        on_result: called with each record as it is written, and whether it is new.
        on_check: called with student, question and points as each check on this machine is done, from any thread.

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
    records = Records(course, name)
    done: dict[str, dict[str, Any]] = {}
    for odd in (student for student in chosen if not is_student_id(student)):
        done[odd] = without_id(assignment, odd)
        on_result(done[odd], True)
    jobs: list[Job] = []
    for job in make_jobs(course, assignment, [s for s in chosen if s not in done], records.secret()):
        known = records.load(job.student)
        if known is not None and known.get("digest") == job.digest and not force and known["status"] != "failed":
            done[job.student] = known
            on_result(known, False)
        else:
            jobs.append(job)
    digests = {job.student: job.digest for job in jobs}
    if scheduler:
        grading = grading_on_cluster(assignment, jobs, limits or edition.limits(name), scheduler)
    else:
        with describing_storage_errors():
            processes = ProcessPair(assignment, limits, sandboxed=sandboxed)
        grading = grading_here(assignment, jobs, processes, workers or os.cpu_count() or 1, on_check)
    with grading as results, describing_storage_errors():
        # nbgrader takes a while to load, in which the first submissions are already being graded.
        with left_out("rfc3987_syntax"):
            from autograder.gradebook import gradebook_writer, register_assignment, write_graded_notebooks

        register_assignment(course, assignment)
        with gradebook_writer(course) as writer:
            for result in results:
                writer.record(result)
                write_graded_notebooks(course, result)
                record = result.summary() | {"assignment": name, "digest": digests[result.student]}
                records.save(result.student, record)
                done[result.student] = record
                on_result(record, True)
    return [done[student] for student in chosen]


def make_jobs(course: Course, assignment: Assignment, students: Iterable[str], secret: bytes) -> Iterator[Job]:
    """One job a student. The digest covers the submission, the assignment and the grader with its checks."""
    packages = edition.course_packages()
    # The bank tests the checks; it takes no part in grading.
    stable = digest_of([assignment.folder, *packages], without=packages[-1] / "bank")
    for student in students:
        folder = course.submitted / student / assignment.name
        digest = hashlib.sha256((stable + digest_of([folder])).encode()).hexdigest()
        yield Job(student, folder, seed_for(secret, assignment.name, student), digest)


@contextlib.contextmanager
def left_out(module: str) -> Iterator[None]:
    """Let imports in this block do without an optional module.

    jsonschema, which nbformat loads, takes `rfc3987_syntax` if it is there, and that one compiles 38 grammars when it
    is imported: more than half of the time that nbgrader takes to load, for a check that notebooks do not need.
    """
    if module in sys.modules:
        yield
        return
    # So Python marks what cannot be imported.
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


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


@contextlib.contextmanager
def grading_here(
    assignment: Assignment,
    jobs: list[Job],
    processes: ProcessPair,
    workers: int,
    on_check: Callable[[str, str, float], None],
) -> Iterator[Iterator[Result]]:
    """Grade on this machine from now on; gives results as they finish.

    Threads suffice: everything that takes time happens in the sandboxed processes. Finished results wait in a bounded
    queue, so memory does not grow with the class.
    """
    if jobs:
        processes.prepare()
    finished: queue.Queue[Result | BaseException] = queue.Queue(maxsize=IN_FLIGHT_PER_WORKER * workers)
    waiting = iter(jobs)
    lock = threading.Lock()
    stopping = threading.Event()

    def work() -> None:
        while not stopping.is_set():
            with lock:
                job = next(waiting, None)
            if job is None:
                # A sandbox dies with the thread that started it, and other threads may still be using it.
                stopping.wait()
                return
            try:
                outcome: Result | BaseException = grade_one(
                    processes, assignment, job, functools.partial(on_check, job.student)
                )
            except BaseException as error:
                outcome = error
            while not stopping.is_set():
                with contextlib.suppress(queue.Full):
                    finished.put(outcome, timeout=0.2)
                    break

    def results() -> Iterator[Result]:
        for _ in jobs:
            outcome = finished.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome

    threads = [threading.Thread(target=work, name=f"grading-{n}", daemon=True) for n in range(min(workers, len(jobs)))]
    for thread in threads:
        thread.start()
    try:
        yield results()
    finally:
        stopping.set()
        for thread in threads:
            thread.join()
        processes.close()


@contextlib.contextmanager
def grading_on_cluster(
    assignment: Assignment, jobs: list[Job], limits: Limits, address: str
) -> Iterator[Iterator[Result]]:
    """Grade on the workers of a Dask cluster; gives results as they finish.

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
    waiting = iter(jobs)
    job_of: dict[Any, Job] = {}

    def submit(job: Job) -> Any:
        future = client.submit(grade_packed, assignment, job, pack(job.folder), limits, pure=False)
        job_of[future.key] = job
        return future

    def results() -> Iterator[Result]:
        capacity = IN_FLIGHT_PER_WORKER * max(1, sum(client.nthreads().values()))
        under_way = as_completed([submit(job) for job in itertools.islice(waiting, capacity)])
        for future in under_way:
            job = job_of.pop(future.key)
            try:
                yield future.result()
            except Exception as error:  # its machine died several times with it, or it could not be sent
                reason = f"the cluster could not grade it ({type(error).__name__}: {error})"
                yield failed(assignment, job.student, reason)
            if (following := next(waiting, None)) is not None:
                under_way.add(submit(following))

    with client:
        yield results()


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


@functools.lru_cache(maxsize=1)
def process_pair(assignment: Assignment, limits: Limits) -> ProcessPair:
    """The process pair of a cluster's worker; made at its first submission and kept for the next."""
    pair = ProcessPair(assignment, limits)
    pair.prepare()
    return pair


def grade_packed(assignment: Assignment, job: Job, files: dict[str, bytes], limits: Limits) -> Result:
    """Grade a submission that came as packed files."""
    with tempfile.TemporaryDirectory(prefix="submission-") as temporary:
        for name, data in files.items():
            target = Path(temporary) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return grade_one(process_pair(assignment, limits), assignment, replace(job, folder=Path(temporary)))
