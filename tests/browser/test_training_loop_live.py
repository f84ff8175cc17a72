"""The script of the training loop computes what the Python behind its picture computes."""

import pytest

from utils import explorers
from utils.explorers.training_loop import rounds

HOST = "document.querySelector('[data-explorer]').explorer"


def part(page, name):
    return page.locator(f'[data-name="{name}"]')


@pytest.mark.parametrize("clear", [True, False])
def test_rounds(page, clear):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content(f"<html><body>{explorers.training_loop(rate=0.11, clear=clear).html()}</body></html>")
    page.wait_for_selector("[data-live]")
    part(page, "ten").click()
    expected = [1.0, *(after.weight for after in rounds(1.0, 2.0, 6.0, 0.11, 10, clear))]
    assert page.evaluate(f"{HOST}.path()") == pytest.approx(expected)
    part(page, "line").click()
    assert (page.evaluate(f"{HOST}.state().gradient") is None) is clear
    part(page, "clear").set_checked(not clear)
    assert page.evaluate(f"{HOST}.path()") == [1.0]
    part(page, "round").click()
    assert "Rounds done: 1." in part(page, "note").inner_text()
    assert not complaints
