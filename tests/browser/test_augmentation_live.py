"""The script of the augmentation explorer moves pictures as its Python does."""

import numpy as np
import pytest

from utils.explorers import augmentation
from utils.explorers.augmentation import FILLS, move

IMAGE = np.random.default_rng(0).integers(0, 256, (9, 12)).astype(float)
IMAGE[0, 0] = 255
HOST = "document.querySelector('[data-explorer]').explorer"


@pytest.mark.parametrize("fill", FILLS)
def test_augmentation(page, fill):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    explorer = augmentation(IMAGE, 25, -0.3, 0.12, 0.2, fill=fill)
    page.set_content(f"<html><body>{explorer.html()}</body></html>")
    page.wait_for_selector("[data-live]")
    np.testing.assert_allclose(page.evaluate(f"{HOST}.moved()"), move(IMAGE, 25, -0.3, 0.12, 0.2, fill=fill), atol=1e-9)
    page.locator('[data-name="mirror"]').check()
    expected = move(IMAGE, 25, -0.3, 0.12, 0.2, fill=fill, mirror=True)
    np.testing.assert_allclose(page.evaluate(f"{HOST}.moved()"), expected, atol=1e-9)
    page.locator('[data-name="reset"]').click()
    assert page.evaluate(f"{HOST}.lost()") == 0
    page.locator('[data-name="right"]').fill("0.5")
    assert page.evaluate(f"{HOST}.lost()") == pytest.approx(IMAGE[:, 6:].sum() / IMAGE.sum())
    assert "0.50 = 6.0 pixels" in page.locator('[data-name="right-text"]').inner_text()
    assert not complaints
