"""The built site opened from a file in a real browser: it works, and asks nothing of any network."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Browser, Page

from autograder import site
from autograder.notebooks import METADATA

COURSE = Path(__file__).resolve().parents[2] / "course"
LESSON = [
    new_markdown_cell("# 1.1 A bit of all\n\nInline $n_C$ and\n\n$$\\left\\lfloor\\frac{n-f}{s}\\right\\rfloor + 1$$"),
    new_markdown_cell("## A picture"),
    new_code_cell(
        "from utils.plots import show_images\n"
        "show_images([[1, 0], [0, -1]], kind='kernel', values=True, alt='a small kernel')"
    ),
    new_code_cell("from utils.explorers import output_size\noutput_size(size=7, kernel=3)"),
    new_code_cell(
        "from utils.selfcheck import question\n"
        "question('How many?', {'one': 'Too few.', 'two': 'Yes, both.'}, correct='two', explanation='Count them.')"
    ),
    new_markdown_cell("| English | Korean |\n|---|---|\n| stride | 보폭 |"),
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a site with one lesson that holds one of everything."""
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(COURSE, root / "course", ignore=shutil.ignore_patterns("week*", "__pycache__"))
    lesson = root / "course" / "week01_all" / "01_all.ipynb"
    lesson.parent.mkdir()
    nbformat.write(new_notebook(cells=LESSON, metadata=METADATA), lesson)
    work = root / "_build"
    with pytest.MonkeyPatch.context() as patch:
        if shutil.which("npm") is None:
            (work / "mathjax").mkdir(parents=True)
            (work / "mathjax" / site.MATHJAX_FILE).write_text("")
            patch.setattr(site, "mathjax", lambda folder: folder / site.MATHJAX_FILE)
        return site.build_site(root, work / "html").parent


@pytest.fixture(params=["light", "dark"])
def watched(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page in either colour scheme, and what it asked for or complained of."""
    context = browser.new_context(color_scheme=request.param)
    page = context.new_page()
    noted: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else noted.append(asked.url))
    page.on("requestfailed", lambda asked: noted.append(f"failed: {asked.url}"))
    page.on("console", lambda said: noted.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: noted.append(str(error)))
    yield page, noted
    context.close()


@pytest.mark.parametrize("name", ["index", "topics", "glossary", "credits", "week01_all/index"])
def test_pages_load_in_silence(pages: Path, watched: tuple[Page, list[str]], name: str) -> None:
    page, noted = watched
    page.goto((pages / f"{name}.html").as_uri(), wait_until="networkidle")
    assert page.locator("h1").count() == 1
    assert noted == []


def test_a_lesson_is_alive_without_a_network(pages: Path, watched: tuple[Page, list[str]]) -> None:
    page, noted = watched
    page.goto((pages / "week01_all" / "01_all.html").as_uri(), wait_until="networkidle")
    picture = page.get_by_alt_text("a small kernel")
    assert picture.evaluate("image => image.naturalWidth") > 50
    assert page.locator("input[type=range]").count() >= 4
    quiz = page.locator(".cnn-question")
    quiz.get_by_text("two", exact=True).click()
    assert quiz.get_by_text("Yes, both.").is_visible()
    assert not quiz.get_by_text("Too few.").is_visible()
    assert noted == []


@pytest.mark.skipif(shutil.which("npm") is None, reason="MathJax comes from npm, which is not on PATH")
def test_formulas_are_drawn_without_a_network(pages: Path, watched: tuple[Page, list[str]]) -> None:
    page, noted = watched
    page.goto((pages / "week01_all" / "01_all.html").as_uri(), wait_until="networkidle")
    page.locator("mjx-container svg").nth(1).wait_for()
    assert page.locator("mjx-container").count() == 2
    assert page.locator("[data-mjx-error]").count() == 0
    assert noted == []


def test_figures_stand_on_their_own_ground(pages: Path, watched: tuple[Page, list[str]]) -> None:
    page, _ = watched
    page.goto((pages / "week01_all" / "01_all.html").as_uri(), wait_until="networkidle")
    style = page.get_by_alt_text("a small kernel").evaluate(
        "image => { const s = getComputedStyle(image); return [s.filter, s.backgroundColor, s.padding] }"
    )
    assert json.dumps(style) == '["none", "rgba(0, 0, 0, 0)", "0px"]'


def test_the_search_finds_a_korean_and_an_english_word(pages: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    for word in ("stride", "보폭"):
        page.goto((pages / "search.html").as_uri() + f"?q={word}")
        page.locator("#search-results li").first.wait_for(timeout=5000)
        assert "01_all.html" in page.locator("#search-results").inner_html()
    context.close()
