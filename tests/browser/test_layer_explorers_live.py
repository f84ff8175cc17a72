"""The scripts of week 2's explorers compute what the Python behind their pictures computes."""

import numpy as np
import pytest
from playwright.sync_api import Page

from utils import explorers
from utils.explorers.activation import NAMES, curve
from utils.explorers.backward_stepper import gradients
from utils.explorers.gradient_flow import flow
from utils.explorers.pooling import MODES, pool
from utils.explorers.softmax_scores import probabilities

BOARD = np.array([[1, 0, 2, 1, 0], [0, 3, 1, 0, 4], [2, 1, 7, 2, 0], [0, 5, 1, 0, 1], [1, 0, 2, 6, 0]])
HOST = "document.querySelector('[data-explorer]').explorer"


def show(page: Page, explorer: explorers.Explorer) -> list[str]:
    """Load the explorer; return what the page complains about, filled as the test goes on."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.set_content(f"<html><body>{explorer.html()}</body></html>")
    page.wait_for_selector("[data-live]")
    return complaints


def part(page: Page, name: str):
    return page.locator(f'[data-name="{name}"]')


def test_activation(page):
    complaints = show(page, explorers.activation("ReLU"))
    for name in NAMES:
        for z in (-700.0, -3.5, 0.0, 1.25, 700.0):
            expected = [float(number) for number in curve(name, 0.2, np.array(z))]
            assert page.evaluate(f"{HOST}.curve({name!r}, 0.2, {z})") == pytest.approx(expected, rel=1e-12, abs=1e-300)
    part(page, "name").select_option("softplus")
    part(page, "z").fill("0")
    assert "0.6931" in part(page, "readout").inner_text()
    assert not complaints


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "ReLU", "leaky ReLU", "ELU"])
def test_gradient_flow(page, name):
    complaints = show(page, explorers.gradient_flow(4, name))
    answer = page.evaluate(f"{HOST}.flow(6, {name!r}, 1.5, 0.1, 7)")
    sizes, slopes = flow(6, name, 1.5, 0.1, 7)
    assert answer["sizes"] == pytest.approx(sizes, rel=1e-9)
    assert answer["gradients"] == pytest.approx(slopes, rel=1e-9)
    assert not complaints


@pytest.mark.parametrize("mode", MODES)
def test_pooling(page, mode):
    complaints = show(page, explorers.pooling(BOARD, 3, 2, mode, view="back"))
    answers, back = pool(BOARD.astype(float), 3, 2, mode)
    np.testing.assert_allclose(page.evaluate(f"{HOST}.pooled()"), answers)
    np.testing.assert_allclose(page.evaluate(f"{HOST}.back()"), back)
    part(page, "after").click()
    assert "output[0, 1]" in part(page, "step").inner_text()
    part(page, "size").fill("6")
    part(page, "size").press("Enter")
    assert "No window" in part(page, "step").inner_text()
    assert not complaints


def test_softmax_scores(page):
    complaints = show(page, explorers.softmax_scores([2, 1, -1], 0, ["cat", "dog", "boat"]))
    p = probabilities(np.array([2.0, 1.0, -1.0]))
    part(page, "up").click()
    assert page.evaluate(f"{HOST}.probabilities()") == pytest.approx(p.tolist())
    part(page, "label").select_option("boat")
    assert page.evaluate(f"{HOST}.gradient()") == pytest.approx((p - [0, 0, 1]).tolist())
    assert f"{-np.log(p[2]):.4f}" in part(page, "loss").inner_text()
    assert not complaints


@pytest.mark.parametrize(("stride", "padding", "side"), [(1, 0, 4), (2, 1, 3)])
def test_backward_stepper(page, stride, padding, side):
    image, kernel = BOARD.astype(float), np.array([[1.0, 0], [-1, 2]])
    dout = np.arange(side * side).reshape(side, side) - 4.0
    complaints = show(page, explorers.backward_stepper(image, kernel, dout, stride, padding))
    dkernel, dimage = gradients(image, kernel, dout, stride, padding)
    answer = page.evaluate(f"{HOST}.gradients(1000)")
    np.testing.assert_array_equal(answer["dkernel"], dkernel)
    np.testing.assert_array_equal(answer["dimage"], dimage)
    part(page, "end").click()
    assert page.evaluate(f"{HOST}.position()") == side * side - 1
    assert not complaints


def test_training_film(page):
    frames = np.random.default_rng(0).normal(size=(3, 2, 5, 5))
    complaints = show(page, explorers.training_film(frames, [0, 10, 40], [2.3, 1.1, 0.5]))
    part(page, "moment").fill("2")
    assert "step 40 loss 0.500" in part(page, "text").inner_text()
    np.testing.assert_allclose(page.evaluate(f"{HOST}.shown()"), frames[2], atol=1e-4)
    part(page, "change").check()
    np.testing.assert_allclose(page.evaluate(f"{HOST}.shown()"), frames[2] - frames[0], atol=2e-4)
    assert not complaints
