"""The documentation lists the attacks that the suite tries."""

from pathlib import Path

from tests.attacks.course import page

PAGE = Path(__file__).resolve().parents[2] / "course" / "attacks.md"


def test_page_of_attacks_is_that_of_the_suite():
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: python -m tests.attacks.course"
