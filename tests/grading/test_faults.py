"""Whatever dies while a class is graded, the next run ends with the same grades: none lost, none doubled."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest

from autograder.course import Course, CourseError
from autograder.runner import grade_class
from tests.grading.faults import EXPECTED, grades, make_course

COMMAND = [sys.executable, "-m", "autograder", "grade", "ps", "--workers", "2", "--course"]


def start(course, *options):
    return subprocess.Popen(
        [*COMMAND, str(course), *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def family(process):
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def kill_something(process, rng):
    """Kill the grader itself or one of the processes below it."""
    victims = [process.pid] + [child.pid for child in family(process)]
    try:
        os.kill(rng.choice([process.pid, rng.choice(victims)]), signal.SIGKILL)
    except ProcessLookupError:
        return


def kills_then_resume(course, count, seed):
    rng = random.Random(seed)
    for _ in range(count):
        process = start(course, *rng.choice([[], ["--force"]]))
        below = []
        time.sleep(rng.uniform(0.0, 3.0))
        below += family(process)
        kill_something(process, rng)
        try:
            process.communicate(timeout=60)
        finally:
            process.kill()
        end = time.monotonic() + 10
        while any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in below):
            assert time.monotonic() < end, f"still alive: {below}"
            time.sleep(0.05)
    finished = start(course)
    _, errors = finished.communicate(timeout=120)
    assert finished.returncode == 0, errors.decode()


@pytest.mark.parametrize("seed", [0])
def test_killed_and_resumed(tmp_path, seed):
    course = make_course(tmp_path)
    kills_then_resume(course, 2, seed)
    assert grades(course) == EXPECTED


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(1, 5))
def test_killed_often_and_resumed(tmp_path, seed):
    course = make_course(tmp_path)
    kills_then_resume(course, int(os.environ.get("CNN_COURSE_KILLS", "15")), seed)
    assert grades(course) == EXPECTED


def test_a_second_run_changes_nothing(tmp_path):
    course = make_course(tmp_path)
    grade_class(Course(course), "ps", workers=2)
    before = grades(course)
    fresh = []
    grade_class(Course(course), "ps", workers=2, on_result=lambda record, new: fresh.append(new))
    assert fresh == [False] * 6
    assert grades(course) == before == EXPECTED


def test_a_locked_gradebook_is_said_and_nothing_is_lost(tmp_path):
    course = make_course(tmp_path)
    grade_class(Course(course), "ps", students=["ann"])
    with sqlite3.connect(course / "gradebook.db") as connection:
        connection.execute("begin exclusive")
        with pytest.raises(CourseError, match="gradebook cannot be written"):
            grade_class(Course(course), "ps")
        connection.rollback()
    grade_class(Course(course), "ps")
    assert grades(course) == EXPECTED


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path):
    """A limit on file size stands for the disk: the gradebook cannot grow beyond what it is."""
    course = make_course(tmp_path)
    grade_class(Course(course), "ps", students=["ann"])
    size = (course / "gradebook.db").stat().st_size
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size // 2}, {size // 2}))"
    script = f"{limit}\nimport signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    script += f"import sys; sys.argv[1:] = {[*COMMAND[3:], str(course)]!r}\nfrom autograder.cli import app\napp()"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert run.returncode == 1
    assert "autograder:" in run.stderr
    assert "Traceback" not in run.stderr
    grade_class(Course(course), "ps")
    assert grades(course) == EXPECTED
