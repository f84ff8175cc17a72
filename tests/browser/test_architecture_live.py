"""The explorers of the networks in a browser: they show the counts of Python, with mouse and keyboard."""

import pytest
from playwright.sync_api import expect

from utils.explorers import architecture, convolution_cost, network_chart
from utils.explorers.convolution_cost import costs
from utils.explorers.networks import steps

HOST = "document.querySelector('[data-explorer]').explorer"


@pytest.fixture
def live(page):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def show(explorer):
        page.set_content(f"<html><body>{explorer.html()}</body></html>")
        page.wait_for_selector("[data-live]")
        return page

    yield show
    assert not complaints


def text(page, name):
    return page.locator(f'[data-name="{name}"]').inner_text()


def test_walk_through_every_layer(live):
    page = live(architecture("vgg16", ["vgg16", "alexnet"]))
    layers = steps("vgg16")
    for index, step in enumerate(layers, start=1):
        assert text(page, "title") == f"Layer {index} of {len(layers)}: {step.name}"
        assert text(page, "what") == step.what
        shapes = [" × ".join(map(str, shape)) for shape in (step.input_shape, step.output_shape)]
        assert text(page, "shape") == " → ".join(shapes)
        assert text(page, "parameters").split(" ")[0] == f"{step.parameters:,}"
        assert text(page, "products").split(" ")[0] == f"{step.multiply_adds:,}"
        seen = step.receptive_field
        expected = f"{seen} × {seen} of 224 × 224 pixels" if seen < 224 else f"the whole image (its field of {seen}"
        assert text(page, "sight").startswith(expected)
        if index < len(layers):
            page.locator('[data-name="on"]').click()
    assert page.locator('[data-name="on"]').is_disabled()
    page.locator('[data-name="layer"]').press("Home")
    assert text(page, "title").startswith("Layer 1 ")


def test_another_network_and_a_click_on_a_layer(live):
    page = live(architecture("vgg16", ["vgg16", "alexnet"], layer=5))
    assert text(page, "title").startswith("Layer 5 of 21")
    page.locator('[data-name="network"]').select_option("alexnet")
    assert text(page, "title") == "Layer 1 of 11: conv1"
    assert "60,965,224 parameters, 724,406,816 multiply-adds" in text(page, "total")
    chart = page.locator('[data-name="chart"]')
    box = chart.bounding_box()
    chart.click(position={"x": box["width"] - 12, "y": 40})
    assert text(page, "title") == "Layer 11 of 11: classifier"
    assert "chosen: classifier" in chart.get_attribute("aria-label")


def test_costs_follow_the_sliders(live):
    page = live(convolution_cost(4, 3, 5, groups=1))
    assert "2,160" in text(page, "rows")
    assert "672" in text(page, "rows")
    page.locator('[data-name="in_channels"]').press("End")
    page.locator('[data-name="out_channels"]').press("End")
    page.locator('[data-name="groups"]').press("End")
    page.locator('[data-name="kernel"]').press("ArrowRight")
    page.locator('[data-name="reduction"]').press("Home")
    state = page.evaluate(f"{HOST}.state")
    assert state == {
        "size": 4, "in_channels": 2048, "out_channels": 2048, "kernel": 4, "groups": 2048, "reduction": 1,
    }  # fmt: skip
    del state["size"]
    assert page.evaluate(f"{HOST}.costs()") == [list(cost) for cost in costs(**state)]
    page.locator('[data-name="in_channels"]').press("Home")
    assert page.evaluate(f"{HOST}.state.groups") == 1


def test_chart_by_keyboard_and_by_mouse(live):
    page = live(network_chart())
    assert "ResNet-50" in text(page, "facts")
    assert "4,089,184,256 multiply-adds, 25,557,032 parameters" in text(page, "facts")
    assert page.locator("circle[tabindex='0']").count() == 1
    page.locator("circle[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert "ResNeXt-50" in text(page, "facts")
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    assert "MobileNetV2" in text(page, "facts")
    page.locator("circle[aria-label^='VGG-11']").hover()
    expect(page.locator('[data-name="facts"]')).to_contain_text("132,863,336 parameters")
    page.locator('[data-name="cost"]').select_option("parameters")
    label = page.locator("circle[aria-label^='SqueezeNet 1.1']").get_attribute("aria-label")
    assert label == "SqueezeNet 1.1, 58.2 %, 1,235,496 parameters, 349,151,936 multiply-adds"
    page.locator("summary").click()
    assert page.locator("tbody tr").count() == page.locator("[data-name='plot'] circle").count()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_explorer_is_wider_than_the_page(live, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for explorer in (architecture("lenet5", ["lenet5"]), convolution_cost(), network_chart()):
        live(explorer)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
