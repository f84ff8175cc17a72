"""The explorers of the networks: what they count and draw, and what they refuse."""

import io
import re
from base64 import b64decode

import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from torch import nn

from utils import models
from utils.explorers import architecture, convolution_cost, network_chart
from utils.explorers.architecture import describe
from utils.explorers.convolution_cost import costs
from utils.explorers.network_chart import points
from utils.explorers.networks import short, steps
from utils.models.counting import count_parameters, layer_table, multiply_adds
from utils.models.published import PUBLISHED


@pytest.mark.parametrize("name", PUBLISHED)
def test_steps_hold_everything_that_is_counted(name):
    with torch.device("meta"):
        model = getattr(models, name)()
    image = PUBLISHED[name].image
    assert sum(step.parameters for step in steps(name)) == count_parameters(model)
    assert sum(step.multiply_adds for step in steps(name)) == multiply_adds(model, image)
    table = {layer.name: layer for layer in layer_table(model, image)}
    for step in steps(name):
        layer = table[step.name]
        assert (step.output_shape, step.receptive_field) == (layer.output_shape, layer.receptive_field)
    assert steps(name)[0].input_shape == image
    assert steps(name)[-1].output_shape[0] in {10, 1000}


def test_normalisation_counts_with_its_convolution():
    by_name = {step.name: step for step in steps("densenet121")}
    # The first layer of the first block: BN of 64 maps, 1 x 1 to 128, BN of 128, 3 x 3 to 32.
    assert by_name["block1.layers.0.2"].parameters == 2 * 64 + 64 * 128 + 2 * 128
    assert by_name["block1.layers.0.5"].parameters == 9 * 128 * 32
    assert by_name["pool"].parameters == 0
    assert {step.name: step for step in steps("resnet18")}["conv1"].parameters == 49 * 3 * 64 + 2 * 64


def test_layers_in_words():
    assert [step.what for step in steps("lenet5")] == [
        "5 × 5 convolution", "2 × 2 average pooling, stride 2", "5 × 5 convolution", "2 × 2 average pooling, stride 2",
        "5 × 5 convolution", "dense layer", "dense layer",
    ]  # fmt: skip
    said = {step.what for name in ("alexnet", "mobilenet_v1", "resnext50") for step in steps(name)}
    assert {"5 × 5 convolution in 2 groups", "11 × 11 convolution, stride 4", "3 × 3 max pooling, stride 2"} <= said
    assert {"3 × 3 depthwise convolution, stride 2", "3 × 3 convolution in 32 groups", "global average pooling"} <= said
    line = describe(steps("vgg16")[0], (3, 224, 224))
    assert line == "block1.0: 3 × 3 convolution, 3 × 224 × 224 → 64 × 224 × 224; one output sees 3 × 3 pixels"
    assert describe(steps("vgg16")[-1], (3, 224, 224)).endswith("can see the whole image")


@pytest.mark.parametrize(
    ("in_channels", "out_channels", "kernel", "groups", "reduction"),
    [(3, 5, 3, 1, 4), (32, 64, 3, 4, 4), (128, 128, 5, 128, 2), (16, 8, 1, 2, 16)],
)
def test_costs_are_those_of_layers(in_channels, out_channels, kernel, groups, reduction):
    narrow = max(1, out_channels // reduction)
    built = [
        [nn.Conv2d(in_channels, out_channels, kernel, bias=False)],
        [nn.Conv2d(in_channels, out_channels, kernel, groups=groups, bias=False)],
        [
            nn.Conv2d(in_channels, narrow, 1, bias=False),
            nn.Conv2d(narrow, narrow, kernel, bias=False),
            nn.Conv2d(narrow, out_channels, 1, bias=False),
        ],
        [
            nn.Conv2d(in_channels, in_channels, kernel, groups=in_channels, bias=False),
            nn.Conv2d(in_channels, out_channels, 1, bias=False),
        ],
        [nn.Conv2d(in_channels, out_channels, 1, bias=False)],
    ]
    for cost, layers in zip(costs(in_channels, out_channels, kernel, groups, reduction), built, strict=True):
        assert cost.weights == sum(count_parameters(layer) for layer in layers)
        formula = cost.formula.replace("²", "**2").replace("·", "*")
        assert eval(formula) == cost.weights


def test_the_worked_example_of_the_course():
    alt = convolution_cost(4, 3, 5, groups=1).picture.alt
    assert "standard 2,160" in alt
    assert "depthwise separable 672" in alt


def test_points_of_the_chart():
    shown = {point["name"]: point for point in points()}
    assert len(shown) == sum(entry.top1_error is not None for entry in PUBLISHED.values())
    assert shown["VGG-16"]["multiply-adds"] == 15_470_264_320
    assert shown["VGG-16"]["parameters"] == 138_357_544
    assert shown["ResNet-50"]["accuracy"] == 76.1
    assert all(point["source"] for point in shown.values())


@pytest.mark.parametrize("cost", ["multiply-adds", "parameters"])
def test_names_in_the_chart_do_not_hide_each_other(cost):
    figure = network_chart(cost).picture.figure
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in figure.axes[0].texts]
    assert len(boxes) == len(points())
    for index, box in enumerate(boxes):
        for other in boxes[:index]:
            across = min(box.x1, other.x1) - max(box.x0, other.x0)
            up = min(box.y1, other.y1) - max(box.y0, other.y0)
            assert across < 3 or up < 3


@pytest.mark.parametrize(
    "explorer",
    [
        lambda: architecture(),
        lambda: architecture("googlenet", ["googlenet"], layer=9),
        lambda: convolution_cost(),
        lambda: network_chart(),
        lambda: network_chart("parameters"),
    ],
)
def test_picture_and_script_need_nothing_else(explorer):
    made = explorer()
    data, _ = made._repr_mimebundle_()
    assert Image.open(io.BytesIO(b64decode(data["image/png"]))).size[0] > 600
    html = data["text/html"]
    assert not re.search(r"src=\"http|//cdn|@import|url\(|fetch\(", html)
    assert "{{" not in html
    assert html.count("</script>") == 1
    assert len(html) - len(made.picture.html()) < 70_000
    assert len(html) < 170_000
    assert len(made.picture.alt) > 100


def test_refusals():
    with pytest.raises(ValueError, match="network must be one of lenet5"):
        architecture("vgg17")
    with pytest.raises(ValueError, match="layer"):
        architecture("lenet5", layer=8)
    with pytest.raises(ValueError, match="groups must divide"):
        convolution_cost(8, 6, 9, groups=2)
    with pytest.raises(ValueError, match="kernel"):
        convolution_cost(8, 6, 6, 0, groups=1)
    with pytest.raises(ValueError, match="cost must be one of"):
        network_chart("time")


def test_a_network_that_is_not_offered_is_added():
    config = architecture("lenet5", ["vgg11"]).config
    assert [one["key"] for one in config["networks"]] == ["lenet5", "vgg11"]
    assert len(config["networks"][0]["layers"]) == len(steps("lenet5"))


def test_marks_of_axes():
    assert [short(value) for value in (0, 500, 2000, 1.5e6, 2e10)] == ["0", "500", "2 k", "1.5 M", "20 G"]
