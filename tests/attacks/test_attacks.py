"""Every attack, graded as an instructor grades: a whole class at once, feedback, command line's table."""

from __future__ import annotations

import ctypes
import io
import json
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import psutil
import pytest
from nbconvert import HTMLExporter
from nbgrader.api import Gradebook
from rich.console import Console

from autograder import sandbox
from autograder.console import grade_table
from autograder.course import Course
from autograder.feedback import write_feedback, write_report
from autograder.runner import grade_class
from autograder.sandbox import Limits, Sandboxes, why_unavailable
from autograder.warm import WarmStartFailed
from tests.attacks.course import (
    FIND,
    KEY_WORD,
    SECRETS,
    TOKEN_WORD,
    Book,
    Case,
    Places,
    all_cases,
    fingerprint,
    hand_in,
    hand_in_neighbours,
    make_course,
)

pytestmark = pytest.mark.skipif(why_unavailable() is not None, reason=f"no sandbox: {why_unavailable()}")

LIMITS = Limits(call_seconds=3, cell_seconds=5, question_seconds=8, total_seconds=60, group_memory=2**30)
QUICK = (
    "h02_warns_stderr a02_eq_always_true a17_duplicate_grade_ids a39_write_gradebook a58_symlinked_notebook "
    "a60_env_secret b02_os_exit_in_function b27_shell_persist m01_invalid_json n13_odd_characters x01_html_outputs"
).split()
# What depends on the sandbox more than on anything else.
SHUT_IN = (
    "a37_read_source_dir a60_env_secret a62_home_read a63_network a64_parent_proc b05_kill_parent b12_memory_bomb "
    "b13_fork_bomb b14_thread_bomb b15_disk_fill b27_shell_persist h11_file_relative h12_writes_file "
    "n01_search_everything n02_look_around n47_hidden_memory n60_write_system n61_system_calls n62_other_sockets"
).split()
BATCH = 16
PR_SET_CHILD_SUBREAPER = 36
NOT_THE_GRADERS = {"autograded", "feedback", "gradebook.db", ".autograder"}  # what grading writes


def batches() -> list[Any]:
    """The cases in classes of a size that one failure does not hide the rest; some alone with alice and zoe."""
    cases = all_cases()
    rest = [c for c in cases.values() if c.name not in QUICK]
    crowd = [c for c in rest if not c.alone]
    groups = [crowd[start : start + BATCH] for start in range(0, len(crowd), BATCH)]
    groups += [[c] for c in rest if c.alone]
    slow = [pytest.param(g, id=f"{g[0].name}-{len(g)}", marks=pytest.mark.slow) for g in groups]
    return [pytest.param([cases[name] for name in QUICK], id="quick"), *slow]


@contextmanager
def listener(places: Path) -> Iterator[tuple[int, list[Any]]]:
    """Services on loopback, on an abstract name and in the course folder; yields the port and who came."""
    visitors: list[Any] = []
    sockets = [socket.create_server(("127.0.0.1", 0))]
    port = sockets[0].getsockname()[1]
    for address in (f"\0canary-{port}", str(places / "canary.socket")):
        sockets.append(socket.socket(socket.AF_UNIX))
        sockets[-1].bind(address)
        sockets[-1].listen()

    def serve(server: socket.socket) -> None:
        while True:
            try:
                visitors.append(server.accept())
            except OSError:
                return

    for server in sockets:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
    try:
        yield port, visitors
    finally:
        for server in sockets:
            server.shutdown(socket.SHUT_RDWR)
            server.close()


@contextmanager
def adopting_orphans() -> Iterator[None]:
    """Whoever loses its parent becomes this process's child, so that nobody who is left over can hide."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def survivors(before: set[int]) -> list[str]:
    """Command lines of processes that this one's work left running; those about to end get a moment."""
    end = time.monotonic() + 5
    while True:
        found = []
        for process in psutil.Process().children(recursive=True):
            try:
                words = process.cmdline()
                if process.status() == psutil.STATUS_ZOMBIE:
                    os.waitpid(process.pid, os.WNOHANG)
                elif process.pid not in before and not any("resource_tracker" in word for word in words):
                    found.append(f"{process.pid} {process.uids().real} {' '.join(words)[:100]}")
            except (psutil.Error, ChildProcessError):
                continue
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.1)


class LiveMarkup(HTMLParser):
    """Collects what a browser would run or follow into code."""

    ELEMENTS = frozenset("script iframe object embed base form applet frame portal svg math link meta".split())
    ADDRESSES = frozenset("href src action formaction data srcdoc xlink:href background poster".split())

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in self.ELEMENTS:
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            leads_to_code = name in self.ADDRESSES and address.startswith(("javascript:", "vbscript:", "data:"))
            if leads_to_code or name.startswith("on") or name == "srcdoc":
                self.found.append(f"{tag} {name}={value}")


def show(records: list[dict[str, Any]]) -> str:
    """The table that the command line prints."""
    shown = io.StringIO()
    Console(file=shown, width=140).print(grade_table("ps1", records))
    assert "\x1b" not in shown.getvalue()
    return shown.getvalue()


class GradedClass:
    """Alice, some attackers and zoe, graded together."""

    def __init__(self, cases: list[Case], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cases = cases
        self.home = folder / "home"
        (self.home / ".ssh").mkdir(parents=True)
        (self.home / ".ssh" / "id_rsa").write_text(KEY_WORD)
        (self.home / ".netrc").write_text(KEY_WORD)
        monkeypatch.setenv("HOME", str(self.home))
        monkeypatch.setenv("COURSE_API_TOKEN", TOKEN_WORD)
        self.course: Course = make_course(folder / "course")
        with listener(self.course.root) as (port, self.visitors), adopting_orphans():
            places = Places(self.course.root, self.home, port)
            hand_in_neighbours(self.course, places)
            for chosen in cases:
                hand_in(self.course, places, chosen)
            self.before = self.state()
            running = {process.pid for process in psutil.Process().children(recursive=True)}
            limits = replace(LIMITS, total_seconds=min(c.total_seconds for c in cases))
            records = grade_class(self.course, "ps1", workers=2, limits=limits)
            self.left_running = survivors(running)
        self.after = self.state()
        self.records = {record["student"]: record for record in records}
        write_feedback(self.course, "ps1")
        write_report(self.course, "ps1")
        show(records)

    def state(self) -> dict[str, str]:
        """Everything that grading must leave alone."""
        return fingerprint(self.course.root, self.home, without=tuple(NOT_THE_GRADERS))

    def page(self, student: str) -> str:
        """A student's feedback."""
        return (self.course.feedback / student / "ps1" / "ps1.html").read_text(encoding="utf-8")

    def graded(self, student: str) -> dict[str, Any] | None:
        """A student's graded notebook."""
        path = self.course.autograded / student / "ps1" / "ps1.ipynb"
        found: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        return found

    def outputs(self, student: str) -> str:
        """What the graded notebook shows as printed, errors included."""
        cells = (self.graded(student) or {"cells": []})["cells"]
        outputs = [output for content in cells for output in content.get("outputs", [])]
        return "\n".join([str(o.get("text", "")) + "\n".join(o.get("traceback", [])) for o in outputs])

    def words(self, student: str) -> str:
        """All that a student reads."""
        record = self.records[student]
        messages = [content["message"] for question in record["questions"] for content in question["cells"]]
        return "\n".join([record["reason"], *record["notes"], *messages])

    def live(self, student: str) -> set[str]:
        """Live markup of a graded notebook, shown as formgrader shows it."""
        content = self.graded(student)
        text = json.dumps(content)
        if content is None or len(text) > 10**6:
            return set()
        import nbformat

        page, _ = HTMLExporter(template_name="basic").from_notebook_node(nbformat.reads(text, as_version=4))
        return set(LiveMarkup(page).found)


def check_case(graded: GradedClass, chosen: Case) -> None:
    """Everything that must hold for one attacker."""
    student = chosen.student
    record = graded.records[student]
    read, printed = graded.words(student), graded.outputs(student)
    assert record["score"] == chosen.points, f"{chosen.name}: {record['score']} points\n{read[:2000]}\n{printed[:2000]}"
    assert record["status"] == chosen.status, read[:2000]
    if chosen.status != "graded":
        assert record["reason"], "nobody is told why this could not be graded"
    lost = [c for q in record["questions"] for c in q["cells"] if (c["score"] or 0) < c["max_score"]]
    assert all(content["message"] for content in lost), f"points lost without a reason: {lost}"
    assert re.search(chosen.says, read), f"{chosen.says!r} is not in:\n{read[:3000]}"
    assert re.search(chosen.shows, printed), f"{chosen.shows!r} is not in:\n{printed[:3000]}"
    page = graded.page(student)
    for what, text in (("page", page), ("record", json.dumps(record)), ("outputs", printed)):
        leaked = [word for word in (*SECRETS, *chosen.never) if word in text]
        assert not leaked, f"{leaked} in the {what} of {student}"
    assert len(page) < 400_000
    assert LiveMarkup(page).found == LiveMarkup(graded.page("alice")).found
    assert graded.live(student) <= graded.live("alice")


def check_neighbours(graded: GradedClass) -> None:
    """Everything that must hold around the attackers."""
    assert graded.records["alice"]["score"] == 10, graded.words("alice")
    assert graded.records["zoe"]["score"] == 5, graded.words("zoe")
    assert not graded.left_running
    changed = {
        path for path in graded.before.keys() | graded.after.keys() if graded.before.get(path) != graded.after.get(path)
    }
    assert not changed
    students = set(graded.records)
    assert students == {"alice", "zoe", *(c.student for c in graded.cases)}
    assert {path.name for path in graded.course.feedback.iterdir()} == {*students, "report_ps1.html"}
    with_notebook = {name for name, record in graded.records.items() if record["status"] in ("graded", "failed")}
    shown = {path.parts[-3] for path in graded.course.autograded.glob("*/ps1/ps1.ipynb")}
    assert shown == with_notebook
    with Gradebook(graded.course.gradebook_url) as gradebook:
        scores = {row["student"]: row["score"] for row in gradebook.submission_dicts("ps1")}
    assert scores == {name: record["score"] for name, record in graded.records.items()}
    assert not graded.visitors
    assert not escaped(graded), "files appeared outside of the sandbox"
    report = (graded.course.feedback / "report_ps1.html").read_text(encoding="utf-8")
    assert LiveMarkup(report).found == LiveMarkup(graded.page("alice")).found


def escaped(graded: GradedClass) -> list[str]:
    """Files that an attack managed to put somewhere; their names say so."""
    import sys

    tops = [Path(p) for p in ("/tmp", "/var/tmp", "/dev/shm", "/", sys.prefix, *sys.path)]
    tops += [graded.course.root.parent, graded.course.root, graded.home]
    found = [str(path) for top in tops if top.is_dir() for path in top.glob("escaped-*")]
    return found + [str(path) for path in graded.home.rglob("*escaped*")]


def check_class(graded: GradedClass, subtests: pytest.Subtests) -> None:
    for chosen in graded.cases:
        with subtests.test(chosen.name):
            check_case(graded, chosen)
    with subtests.test("neighbours"):
        check_neighbours(graded)


@pytest.mark.parametrize("cases", batches())
def test_attacks(cases: list[Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests) -> None:
    check_class(GradedClass(cases, tmp_path, monkeypatch), subtests)


@pytest.mark.slow
def test_attacks_without_warm_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    """Where no process can be forked from a warm parent, cold ones are shut in just as well."""

    def refuse(self: Sandboxes, files: Path) -> Any:
        raise WarmStartFailed("not today")

    monkeypatch.setattr(Sandboxes, "_warm", refuse)
    cases = all_cases()
    check_class(GradedClass([cases[name] for name in SHUT_IN], tmp_path, monkeypatch), subtests)


def test_names_of_folders(tmp_path: Path) -> None:
    """Whatever a folder is called, nobody else's grading depends on it."""
    course = make_course(tmp_path / "course")
    hand_in_neighbours(course, Places(course.root, tmp_path, 0))
    odd = [b".hidden", b"-rf", b"latin-\xe9", b"two\nlines", b"x" * 200, "\u202eecila".encode()]
    fine = ["O'Brien, Zo\u00eb", "m [red]; drop table", "100%", "<script>alert(1)<\u2044script>", "$(id)"]
    for name in [*odd, *map(str.encode, fine)]:
        folder = Path(os.fsdecode(os.path.join(os.fsencode(course.submitted), name)))
        shutil.copytree(course.submitted / "alice", folder)
    records = grade_class(course, "ps1", workers=2, limits=LIMITS)
    scores = {record["student"]: record["score"] for record in records if record["status"] == "graded"}
    assert scores == {"alice": 10, "zoe": 5, **dict.fromkeys(fine, 10)}
    refused = [record for record in records if record["status"] == "unreadable"]
    assert len(refused) == len(odd)
    assert all("rename it" in record["reason"] and record["student"].isprintable() for record in refused)
    write_feedback(course, "ps1")
    assert {path.name for path in course.feedback.iterdir()} == set(scores)
    for name in fine:
        page = (course.feedback / name / "ps1" / "ps1.html").read_text(encoding="utf-8")
        assert set(LiveMarkup(page).found) == {"<meta>"}
    assert fine[1] in show(records)


def test_every_case_is_described() -> None:
    for chosen in all_cases().values():
        assert chosen.does
        assert 0 <= chosen.points <= 10
    assert len(all_cases()) >= 150


def test_course_inside_of_what_students_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A course below /usr or below the Python environment is not seen, although everything around it is."""
    tmp_path.chmod(0o755)
    (tmp_path / "around.txt").write_text("seen")
    real = sandbox.python_prefixes()
    monkeypatch.setattr(sandbox, "python_prefixes", lambda: [*real, str(tmp_path)])
    course = make_course(tmp_path / "course")
    places = Places(course.root, tmp_path, 0)
    hand_in_neighbours(course, places)
    book = Book(course, places).solve().payload(FIND + "print('found', find('around.txt'), find('alice'))")
    (course.submitted / "mallory" / "ps1").mkdir(parents=True)
    (course.submitted / "mallory" / "ps1" / "ps1.ipynb").write_bytes(book.to_bytes())
    grade_class(course, "ps1", students=["mallory"], limits=LIMITS)
    text = (course.autograded / "mallory" / "ps1" / "ps1.ipynb").read_text()
    assert f"found ['{tmp_path}/around.txt'] []" in text
    assert str(course.root) not in text
