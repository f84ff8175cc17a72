"""The script of the occlusion explorer reads the drop at the place of the square."""

import numpy as np
import pytest
from playwright.sync_api import Page

from utils.explorers import occlusion

PHOTO = np.random.default_rng(0).integers(0, 256, (40, 56, 3)).astype(np.uint8)
HOST = "document.querySelector('[data-explorer]').explorer"


def test_occlusion(page: Page):
    drops = np.random.default_rng(1).normal(size=(3, 5)).round(3)
    explorer = occlusion(PHOTO, {"cup": 7.0, "<b>": 2.5}, {"cup": drops, "<b>": -drops}, patch=8, stride=12)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content(f"<html><body>{explorer.html()}</body></html>")
    page.wait_for_selector("[data-live]")

    for button, find in (("Largest drop", np.argmax), ("Largest rise", np.argmin)):
        page.get_by_role("button", name=button).click()
        row, column = divmod(int(find(drops)), 5)
        assert page.evaluate(f"{HOST}.place()") == [row, column]
        assert page.evaluate(f"{HOST}.reading().left") == pytest.approx(7 - drops[row, column])

    page.locator('[data-name="which"]').select_option(label="<b>")
    assert page.evaluate(f"{HOST}.reading().drop") == pytest.approx(-drops[row, column])
    assert page.locator('[data-name="name"]').inner_text() == "<b>"

    canvas = page.locator('[data-name="photo"]')
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": box["width"] * (36 + 4) / 56, "y": box["height"] * (12 + 4) / 40})
    assert page.evaluate(f"{HOST}.place()") == [1, 3]

    page.locator('[data-name="covered"]').uncheck()
    assert page.evaluate(f"{HOST}.reading().left") == 2.5
    assert not complaints
