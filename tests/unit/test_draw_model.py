"""Networks as graphs of blocks, and their drawings."""

import itertools
import re

import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Polygon
from torch import nn
from torch.nn import functional

from utils import models
from utils.models.counting import block_graph, count_parameters, multiply_adds
from utils.plots import draw_model
from utils.plots.network import _short


class Student(nn.Module):
    """What week 4 asks for: pooling, activation and flattening by functions."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 10, 5)
        self.conv2 = nn.Conv2d(10, 20, 5)
        self.drop = nn.Dropout2d()
        self.fc1 = nn.Linear(320, 50)
        self.fc2 = nn.Linear(50, 10)

    def forward(self, x):
        x = functional.relu(functional.max_pool2d(self.conv1(x), 2))
        x = functional.relu(functional.max_pool2d(self.drop(self.conv2(x)), 2))
        return self.fc2(functional.relu(self.fc1(x.flatten(1))))


class Own(nn.Module):
    """A convolution of the model's own, a part that runs twice, inputs handed on."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(4, 4, 1, 1))
        self.step = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.nothing = nn.Identity()

    def forward(self, x):
        x = self.step(self.nothing(self.step(x))) + x
        return functional.conv2d(x, self.weight)


CASES = {
    "lenet5": (models.lenet5, (1, 32, 32), 1),
    "alexnet": (models.alexnet, (3, 227, 227), 1),
    "vgg16": (models.vgg16, (3, 224, 224), 1),
    "googlenet": (models.googlenet, (3, 224, 224), 1),
    "inception": (lambda: models.Inception(192, 64, 96, 128, 16, 32, 32), (192, 28, 28), 2),
    "resnet18": (models.resnet18, (3, 224, 224), 2),
    "residual": (lambda: models.ResidualBlock(64, 128, 2), (64, 28, 28), 1),
    "identity": (lambda: models.ResidualBlock(64, 64), (64, 28, 28), 1),
    "dense": (lambda: models.DenseBlock(24, 3, 8), (24, 14, 14), 1),
    "fire": (lambda: models.Fire(96, 16, 64), (96, 54, 54), 1),
    "mbconv": (lambda: models.MBConv(16, 16, squeeze=4), (16, 28, 28), 2),
    "mobilenet": (models.mobilenet_v2, (3, 224, 224), 1),
    "squeezenet": (models.squeezenet1_0, (3, 224, 224), 1),
    "rows": (lambda: models.small_resnet(14), (1, 28, 28), 3),
    "student": (Student, (1, 28, 28), 1),
    "one layer": (lambda: nn.Conv2d(3, 8, 3), (3, 9, 9), 1),
    "vectors": (lambda: nn.Sequential(nn.Linear(5, 3), nn.ReLU(), nn.Linear(3, 2)), (5,), 1),
}


def on_meta(build):
    with torch.device("meta"):
        return build()


@pytest.mark.parametrize("name", CASES)
def test_blocks_add_up(name):
    build, image, depth = CASES[name]
    model = on_meta(build)
    blocks = block_graph(model, image, depth)
    assert sum(block.parameters for block in blocks) == count_parameters(model)
    assert sum(block.multiply_adds for block in blocks) == multiply_adds(model, image)
    assert all(source < index for index, block in enumerate(blocks) for source in block.sources)
    assert all(block.sources for block in blocks)


def test_where_the_input_of_a_block_comes_from():
    def sources(name):
        build, image, depth = CASES[name]
        return [(block.name, block.sources) for block in block_graph(on_meta(build), image, depth)]

    assert sources("identity") == [
        ("conv1", (-1,)), ("bn1", (0,)), ("relu", (1,)), ("conv2", (2,)), ("bn2", (3,)), ("relu", (-1, 4)),
    ]  # fmt: skip
    assert sources("residual")[-2:] == [("shortcut", (-1,)), ("relu", (4, 5))]
    assert sources("dense") == [
        ("layers.0", (-1,)), ("layers.1", (-1, 0)), ("layers.2", (-1, 0, 1)), ("output", (-1, 0, 1, 2)),
    ]  # fmt: skip
    assert sources("inception")[-1] == ("output", (1, 3, 5, 7))
    assert [name for name, _ in sources("one layer")] == [""]


def test_products_of_the_model_itself_come_last():
    blocks = block_graph(Own(), (4, 6, 6))
    assert [(block.name, block.parameters, block.multiply_adds, block.sources) for block in blocks] == [
        ("step", 144, 36 * 144, (-1,)), ("step", 0, 36 * 144, (0,)), ("output", 16, 36 * 16, (-1, 1)),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="depth"):
        block_graph(Own(), (4, 6, 6), depth=0)


def texts_of(picture):
    canvas = FigureCanvasAgg(picture.figure)
    canvas.draw()
    texts = [text for text in picture.figure.axes[0].texts if text.get_text()]
    return [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in texts]


@pytest.mark.parametrize("name", CASES)
def test_texts_lie_inside_and_apart(name):
    build, image, depth = CASES[name]
    picture = draw_model(on_meta(build), image, alt="a network", depth=depth)
    assert picture.png[1:4] == b"PNG"
    texts = texts_of(picture)
    width, height = picture.figure.canvas.get_width_height()
    for text, box in texts:
        assert box.x0 >= 0, text
        assert box.x1 <= width, text
        assert box.y0 >= 0, text
        assert box.y1 <= height, text
    # Fonts leave air around letters: a touch of the boxes is no overlap that one sees.
    for (one, a), (other, b) in itertools.combinations(texts, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across < 3 or down < 3, (one, other)


@pytest.mark.parametrize("name", CASES)
def test_arrows_run_beside_the_boxes(name):
    build, image, depth = CASES[name]
    axes = draw_model(on_meta(build), image, alt="a network", depth=depth).figure.axes[0]
    fronts = [patch.get_xy() for patch in axes.patches if isinstance(patch, Polygon)][::3]
    for line in axes.lines:
        for (x0, y0), (x1, y1) in itertools.pairwise(line.get_xydata()):
            if y0 == y1:
                for (left, low), (right, _), (_, high), *_ in fronts:
                    assert not (low < y0 < high and max(x0, left) < min(x1, right))


def test_what_is_written():
    picture = draw_model(Student(), (1, 28, 28), alt="a student's network")
    words = [text for text, _ in texts_of(picture)]
    assert words[0] == "21,840 parameters, 480,500 multiply-adds for an input of 1 × 28 × 28"
    names = [word for word in words if re.fullmatch(r"[a-z]+\d?", word)]
    assert names == ["input", "conv1", "conv2", "fc1", "fc2"]
    assert "24 × 24\n× 10\n→ 12 × 12 × 10" in words
    assert "8 × 8\n× 20\n→ 320" in words
    assert "5.02 k\n320 k" in words
    assert picture.alt == "a student's network"


def test_boxes_to_scale():
    model = nn.Sequential(nn.Conv2d(4, 16, 1), nn.MaxPool2d(4))
    picture = draw_model(model, (4, 16, 16), alt="two layers")
    fronts = [patch.get_xy() for patch in picture.figure.axes[0].patches if isinstance(patch, Polygon)][::3]
    heights = [corners[2][1] - corners[0][1] for corners in fronts]
    widths = [corners[1][0] - corners[0][0] for corners in fronts]
    assert heights[0] == pytest.approx(heights[1])
    assert heights[2] == pytest.approx(heights[1] / 2)  # a quarter of the side, as a square root
    assert widths[1] - 0.06 == pytest.approx(2 * (widths[0] - 0.06))


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1000, "1.00 k"), (9408, "9.41 k"), (12_345, "12.3 k"), (999_499, "999 k"),
     (999_600, "1.00 M"), (138_357_544, "138 M"), (15_470_264_320, "15.5 G")],
)  # fmt: skip
def test_short_numbers(number, text):
    assert _short(number) == text


def test_what_cannot_be_drawn():
    with pytest.raises(ValueError, match="alt"):
        draw_model(nn.Linear(2, 2), (2,), alt=" ")
    with pytest.raises(ValueError, match="no layers"):
        draw_model(nn.Identity(), (2,), alt="nothing")
    with pytest.raises(ValueError, match="smaller depth"):
        draw_model(on_meta(lambda: models.DenseBlock(8, 12, 4)), (8, 8, 8), alt="too much")
