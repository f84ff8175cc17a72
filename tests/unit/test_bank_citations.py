"""Messages send a student to a section of a lesson; it has to be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder import notebooks
from autograder.audit import read_solution
from autograder.course import cell_source

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "autograder" / "bank"
ASSIGNMENTS = sorted(folder.name for folder in BANK.iterdir() if (ROOT / "source" / folder.name).is_dir())


def headings(week: str, lesson: str) -> set[str]:
    """Sections of a lesson, such as "9.2"."""
    (path,) = (ROOT / "course").glob(f"week{int(week):02}_*/0{lesson}_*.ipynb")
    cells = notebooks.read(path)["cells"]
    text = "\n".join(cell_source(cell) for cell in cells if cell["cell_type"] == "markdown")
    return set(re.findall(r"^## (.+)$", text, re.MULTILINE))


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_cited_section_is_a_heading_of_its_lesson(assignment: str) -> None:
    ideas = [read_solution(path).idea for path in (BANK / assignment).rglob("wrong_*.py")]
    cited = {idea.lesson for idea in ideas if idea is not None}
    assert cited
    for lesson in sorted(cited):
        match = re.fullmatch(r'(\d)\.(\d) "(.+)"', lesson)
        assert match, lesson
        assert match[3] in headings(match[1], match[2]), lesson
