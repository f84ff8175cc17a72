"""The script of the map of codes counts neighbours as its Python does."""

import numpy as np
import pytest
from playwright.sync_api import Page

from utils.explorers import code_map
from utils.explorers.code_map import nearest_others

RNG = np.random.default_rng(0)
HOST = "document.querySelector('[data-explorer]').explorer"


def test_code_map(page: Page):
    images, labels = RNG.integers(0, 256, (30, 6, 5)).astype(np.uint8), RNG.integers(0, 3, 30)
    codes = {"pixels": RNG.normal(size=(30, 8)), "logits": RNG.normal(size=(30, 3)) + 4 * labels[:, None]}
    maps = {name: RNG.normal(size=(30, 2)) for name in codes}
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content(f"<html><body>{code_map(maps, codes, images, labels, k=5).html()}</body></html>")
    page.wait_for_selector("[data-live]")

    for name, rows in codes.items():
        page.locator('[data-name="layer"]').select_option(label=name)
        shares = (labels[nearest_others(rows, 5)] == labels[:, None]).mean(axis=1)
        for point in (0, 7, 29):
            page.locator('[data-name="point"]').fill(str(point))
            page.locator('[data-name="point"]').press("Enter")
            assert page.evaluate(f"{HOST}.share()") == pytest.approx(shares[point])

    page.locator('[data-name="layer"]').select_option(label="pixels")
    shares = (labels[nearest_others(codes["pixels"], 5)] == labels[:, None]).mean(axis=1)
    page.get_by_role("button", name="Next stray").click()
    assert page.evaluate(f"{HOST}.point()") == next(n for n in range(30) if shares[n] < 0.5)

    x, y = page.evaluate(f"{HOST}.spot(12)")
    page.locator('[data-name="map"]').hover(position={"x": x, "y": y})
    assert page.evaluate(f"{HOST}.point()") == 12
    assert not complaints
