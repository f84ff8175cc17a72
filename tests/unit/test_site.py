"""The site: lessons read, executed and kept, pages generated and linked, nothing fetched."""

import json
import re
import shutil
import stat
import threading
from collections import defaultdict
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder import site
from autograder.notebooks import METADATA

COURSE = Path(__file__).resolve().parents[2] / "course"
FIRST = [
    new_markdown_cell("# 1.1 A small lesson\n\nWhat is $a_1 + b$? See [the next](02_second.ipynb)."),
    new_markdown_cell("## One & two, `three`\n\n```\n# no heading\n| English | Korean |\n| no | 아니요 |\n```"),
    new_code_cell("import os\nprint('sum', 40 + 2)\nprint('files', os.listdir())"),
    new_code_cell(
        "from IPython.display import display\n"
        "view = 'application/vnd.jupyter.widget-view+json'\n"
        "display({view: {'model_id': 'x'}, 'text/html': '<b id=live>html</b>', 'text/plain': 'pl' + 'ain'}, raw=True)"
    ),
    new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}),
    new_markdown_cell(
        "| English | Korean | meaning |\n|---|:-:|---|\n| stride | 보폭 | step |\n\n| a | b |\n|---|---|\n| c | d |"
    ),
]
SECOND = [
    new_markdown_cell("# 1.2 With a clock"),
    new_code_cell("from time import perf_counter\nprint(perf_counter() > 0)"),
    new_markdown_cell("| English | 한국어 |\n|---|---|\n| Stride | 스트라이드 (보폭) |\n| edge | 가장자리 |"),
]
PLAN = {
    "weeks": {1: {"title": "Small", "gives": "It is small."}, 2: {"title": "Absent", "gives": "It is not there."}},
    "topics": [
        {"key": "a", "week": 1, "topic": "First", "taught": {"01_first": ["One & two, `three`"]}},
        {"key": "b", "week": 2, "topic": "Later", "taught": {"01_later": ["To come"]}},
    ],
}


def write(path: Path, cells: list[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata=METADATA), path)
    return path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The real pages and settings around two tiny lessons."""
    course = tmp_path / "course"
    shutil.copytree(COURSE, course, ignore=shutil.ignore_patterns("week*", "topics.yml", "__pycache__"))
    weeks = "".join(f"  {n}: {json.dumps(week)}\n" for n, week in PLAN["weeks"].items())
    (course / "topics.yml").write_text(f"weeks:\n{weeks}topics: {json.dumps(PLAN['topics'])}\n")
    write(course / "week01_small" / "01_first.ipynb", FIRST)
    write(course / "week01_small" / "02_second.ipynb", SECOND)
    return course


@pytest.fixture(autouse=True)
def no_npm(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Stand-in for MathJax, except in the tests of fetching it."""
    if "mathjax" in request.node.name:
        return

    def script(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / site.MATHJAX_FILE).write_text("")
        return folder / site.MATHJAX_FILE

    monkeypatch.setattr(site, "mathjax", script)


class Page(HTMLParser):
    """Ids, links and loaded files of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attributes}
        self.ids.add(given.get("id", ""))
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag != "form":
            self.loaded += [given[key] for key in ("src", "href") if key in given]


def test_a_lesson_is_read(course: Path) -> None:
    first, second = site.find_lessons(course)
    assert (first.place, first.week, first.title, first.number) == (
        "week01_small/01_first.ipynb", 1, "1.1 A small lesson", "1.1",
    )  # fmt: skip
    assert first.headings == [(1, "1.1 A small lesson"), (2, "One & two, `three`")]
    assert first.terms == [("stride", "보폭", "step")]
    assert second.terms == [("Stride", "스트라이드 (보폭)", ""), ("edge", "가장자리", "")]
    assert (first.has_clock, second.has_clock) == (False, True)


def test_lessons_are_executed_in_an_empty_folder_and_kept(course: Path, tmp_path: Path) -> None:
    lessons = site.find_lessons(course)
    copies = site.execute_lessons(lessons, tmp_path / "executed")
    text = copies[0].read_text()
    assert "sum 42" in text
    assert "files []" in text
    assert "ZeroDivisionError" in text
    times = [copy.stat().st_mtime_ns for copy in copies]
    site.execute_lessons(site.find_lessons(course), tmp_path / "executed")
    assert [copy.stat().st_mtime_ns for copy in copies] == times

    write(lessons[1].path, [*SECOND, new_code_cell("print('new')")])
    site.execute_lessons(site.find_lessons(course), tmp_path / "executed")
    assert copies[0].stat().st_mtime_ns == times[0]
    assert copies[1].stat().st_mtime_ns > times[1]
    assert '"new\\n"' in copies[1].read_text()


def test_a_change_of_utils_executes_again(course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import utils

    shutil.copytree(Path(utils.__path__[0]), tmp_path / "utils", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(utils, "__path__", [str(tmp_path / "utils")])
    lesson = site.find_lessons(course)[0]
    seen = []
    for change in ("", "# a comment\n"):
        with (tmp_path / "utils" / "data.py").open("a") as file:
            file.write(change)
        site._environment.cache_clear()
        seen.append(site._digest(lesson))
    site._environment.cache_clear()
    assert seen[0] != seen[1]


def test_failing_lessons_are_all_named_and_not_kept(course: Path, tmp_path: Path) -> None:
    week = course / "week01_small"
    write(week / "03_wrong.ipynb", [new_markdown_cell("# 1.3"), new_code_cell("import no_such_module")])
    write(week / "04_dead.ipynb", [new_code_cell("import os; os._exit(1)")])
    with pytest.raises(site.SiteError) as caught:
        site.execute_lessons(site.find_lessons(course), tmp_path / "executed")
    lines = str(caught.value).splitlines()
    assert lines[1] == ("week01_small/03_wrong.ipynb: cell 2: ModuleNotFoundError: No module named 'no_such_module'")
    assert lines[2].startswith("week01_small/04_dead.ipynb: Kernel died")
    assert sorted(path.name for path in (tmp_path / "executed" / "week01_small").iterdir()) == [
        "01_first.ipynb", "02_second.ipynb",
    ]  # fmt: skip


def test_lessons_with_a_clock_run_alone(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3, 7):
        write(course / "week01_small" / f"{number:02d}_more.ipynb", SECOND if number % 2 else FIRST)
    running: set[str] = set()
    together = defaultdict(set)
    lock, both = threading.Lock(), threading.Barrier(2)

    def execute(run: Any) -> str:
        with lock:
            running.add(run.lesson.place)
        if not run.lesson.has_clock and len(together) < 2:
            both.wait(timeout=10)
        with lock:
            together[run.lesson.place] = set(running)
            running.remove(run.lesson.place)
        return ""

    monkeypatch.setattr(site, "_execute", execute)
    lessons = site.find_lessons(course)
    site.execute_lessons(lessons[:1] + lessons[3:4] + [lesson for lesson in lessons if lesson.has_clock], tmp_path)
    for lesson in lessons:
        if lesson.has_clock:
            assert together[lesson.place] == {lesson.place}
    assert len(set.union(*together.values())) == 5


def test_the_site_is_whole_and_loads_nothing_from_elsewhere(course: Path, tmp_path: Path) -> None:
    index = site.build_site(course.parent, tmp_path / "build" / "html")
    root = index.parent
    lesson = (root / "week01_small" / "01_first.html").read_text(encoding="utf-8")
    assert "sum 42" in lesson
    assert "<b id=live>html</b>" in lesson
    assert "plain" not in lesson.replace("text/plain", "")
    assert "mathjax/tex-svg-full.js" in lesson
    pages = {path: Page(path) for path in root.rglob("*.html")}
    for path, page in pages.items():
        for address in page.loaded:
            assert not re.match(r"(https?:)?//", address), f"{path.name} loads {address}"
        for link in page.links:
            if re.match(r"\w+:", link) or not link:
                continue
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target in pages, f"{path.name}: {link}"
            assert not anchor or anchor in pages[target].ids, f"{path.name}: {link}"
    text = index.read_text(encoding="utf-8")
    assert 'href="week01_small/index.html"' in text
    assert 'Start with <a class="reference internal" href="week01_small/01_first.html">' in text
    assert "Absent" in text
    assert "week02" not in text
    assert 'href="week01_small/01_first.html#one-two-three"' in (root / "topics.html").read_text(encoding="utf-8")
    glossary = re.sub(r"<[^>]+>|\s+", " ", (root / "glossary.html").read_text(encoding="utf-8"))
    assert re.search(r"stride +스트라이드 \(보폭\) +step +1\.1 +1\.2", glossary)
    assert "danielbuechele" in (root / "credits.html").read_text(encoding="utf-8")


def test_without_executing_lessons_have_no_outputs(course: Path, tmp_path: Path) -> None:
    index = site.build_site(course.parent, tmp_path / "html", execute=False)
    lesson = (index.parent / "week01_small" / "01_first.html").read_text(encoding="utf-8")
    assert "sum 42" not in lesson
    assert "A small lesson" in lesson


def test_a_page_that_is_gone_leaves_the_site(course: Path, tmp_path: Path) -> None:
    site.build_site(course.parent, tmp_path / "html", execute=False)
    assert (tmp_path / "html" / "week01_small" / "02_second.html").exists()
    (course / "week01_small" / "02_second.ipynb").unlink()
    write(course / "week01_small" / "01_first.ipynb", [new_markdown_cell("# 1.1 Alone\n\n## One & two, `three`")])
    site.build_site(course.parent, tmp_path / "html", execute=False)
    assert not (tmp_path / "html" / "week01_small" / "02_second.html").exists()


def test_a_link_that_leads_nowhere_is_an_error(course: Path, tmp_path: Path) -> None:
    write(course / "week01_small" / "02_second.ipynb", [new_markdown_cell("# 1.2\n\n[gone](09_gone.ipynb)")])
    with pytest.raises(site.SiteError, match=r"09_gone\.ipynb"):
        site.build_site(course.parent, tmp_path / "html", execute=False)


def test_a_folder_of_something_else_is_not_touched(course: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(site.SiteError, match="has other files in it"):
        site.build_site(course.parent, tmp_path / "mine", execute=False)
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_topic_problems_name_notebook_and_section(course: Path) -> None:
    assert site.topic_problems(course) == ["b: week 2 has no notebook 01_later.ipynb"]
    write(course / "week01_small" / "01_first.ipynb", [new_markdown_cell("# 1.1\n\n### One & two, `three`")])
    assert site.topic_problems(course)[0] == ('a: week01_small/01_first.ipynb has no section "One & two, `three`"')


def test_every_topic_of_the_course_is_taught_where_it_says() -> None:
    assert site.topic_problems(COURSE) == []


def test_lessons_agree_on_the_translation_of_a_term() -> None:
    given: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for lesson in site.find_lessons(COURSE):
        for english, korean, _ in lesson.terms:
            given[english.casefold()].append((lesson.place, site.translations(korean)))
    assert [entries for entries in given.values() if not set.intersection(*(words for _, words in entries))] == []


def test_headings_of_a_lesson_make_one_tree() -> None:
    for lesson in site.find_lessons(COURSE):
        levels = [level for level, _ in lesson.headings]
        assert [level for level in levels if level == 1] == [1], f"{lesson.place} has more than one title, or none"
        jumps = [text for (above, _), (level, text) in pairwise(lesson.headings) if level > above + 1]
        assert jumps == [], lesson.place


def test_every_lesson_lists_its_terms() -> None:
    assert [lesson.place for lesson in site.find_lessons(COURSE) if len(lesson.terms) < 3] == []


def npm_that(folder: Path, script: str) -> str:
    program = folder / "npm"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return f"{folder}:/usr/bin:/bin"


def test_mathjax_is_kept_and_its_absence_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(site.SiteError, match=r"install Node\.js \(npm\), or put tex-svg-full\.js into"):
        site.mathjax(tmp_path / "kept")
    monkeypatch.setattr(site, "MATHJAX_SHA256", site.hashlib.sha256(b"script").hexdigest())
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / site.MATHJAX_FILE).write_bytes(b"script")
    assert site.mathjax(tmp_path / "kept").read_bytes() == b"script"


def test_mathjax_that_cannot_be_fetched_or_is_another_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", npm_that(tmp_path, "echo no such package >&2; exit 1"))
    with pytest.raises(site.SiteError, match=r"npm could not fetch mathjax@.*no such package"):
        site.mathjax(tmp_path / "kept")
    make = "mkdir -p package/es5; echo other > package/es5/tex-svg-full.js; tar czf m.tgz package"
    monkeypatch.setenv("PATH", npm_that(tmp_path, make))
    with pytest.raises(site.SiteError, match="wrong checksum"):
        site.mathjax(tmp_path / "kept")
    assert not (tmp_path / "kept" / site.MATHJAX_FILE).exists()
    monkeypatch.setattr(site, "MATHJAX_SHA256", site.hashlib.sha256(b"other\n").hexdigest())
    assert site.mathjax(tmp_path / "kept").read_bytes() == b"other\n"
