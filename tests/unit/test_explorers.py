import io
import itertools
import re
from base64 import b64decode
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image
from scipy.signal import correlate2d

from utils.explorers import kernel_stepper, output_size, receptive_field
from utils.explorers.explorer import count_windows
from utils.explorers.kernel_stepper import correlate, shrink
from utils.explorers.output_size import formula, unread_pixels
from utils.explorers.receptive_field import receptive_fields

IMAGE = np.random.default_rng(1).integers(0, 10, (7, 6))
GRID = list(itertools.product(range(1, 10), range(1, 5), range(1, 4), range(3), range(1, 4)))


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    "explorer",
    [
        kernel_stepper(IMAGE, [[1, 0], [0, -1]], padding=1, stride=2),
        output_size(10, 3, 4),
        receptive_field([(3, 1), (2, 2), (3, 1)]),
    ],
    ids=lambda explorer: explorer.name,
)
def test_three_forms_and_nothing_from_the_network(explorer):
    data, metadata = explorer._repr_mimebundle_()
    assert Image.open(io.BytesIO(b64decode(data["image/png"]))).size[0] > 200
    assert metadata["image/png"]["alt"] == explorer.picture.alt
    assert explorer.picture.alt in data["text/plain"]
    html = data["text/html"]
    tags = Tags(html).seen
    assert [tag for tag, _ in tags] == ["div", "img", "script"]
    assert tags[1][1]["src"].startswith("data:image/png;base64,")
    assert "src" not in tags[2][1]
    assert not re.search(r"https?://|//cdn|@import|url\(", html)
    assert "{{" not in html
    assert html.count("</script>") == 1
    assert len(html) - len(data["image/png"]) < 32_000
    assert explorer.html() == html


def test_number_of_windows_by_placing_them_one_after_the_other():
    for size, kernel, stride, padding, dilation in GRID:
        reach = range(-padding, size + padding)
        taps = [dilation * tap for tap in range(kernel)]
        starts = [start for start in reach[::stride] if all(start + tap in reach for tap in taps)]
        arguments = (size, kernel, stride, padding, dilation)
        assert count_windows(*arguments) == len(starts)
        read = {start + tap for start in starts for tap in taps}
        assert unread_pixels(*arguments) == [pixel for pixel in range(size) if pixel not in read]
        text = formula(*arguments)
        assert text.endswith(f"= {len(starts)}") if starts else text.startswith("no window fits")


def test_correlation_equals_scipy():
    random = np.random.default_rng(0)
    for stride, padding, dilation in itertools.product((1, 2, 3), (0, 1, 2), (1, 2)):
        image, kernel = random.integers(-5, 6, (8, 9)).astype(float), random.integers(-5, 6, (3, 2)).astype(float)
        spread = np.zeros([dilation * (side - 1) + 1 for side in kernel.shape])
        spread[::dilation, ::dilation] = kernel
        expected = correlate2d(np.pad(image, padding), spread, mode="valid")[::stride, ::stride]
        np.testing.assert_array_equal(correlate(image, kernel, stride, padding, dilation), expected)


def test_shrinking_takes_means_of_blocks():
    image = np.random.default_rng(0).random((50, 70))
    small = shrink(image)
    assert small.shape == (17, 24)
    assert small[2, 3] == pytest.approx(image[6:9, 9:12].mean())
    assert small[-1, -1] == pytest.approx(image[48:, 69:].mean())
    assert shrink(image[:24, :24]).shape == (24, 24)


def test_large_images_say_that_they_were_shrunk():
    explorer = kernel_stepper(np.full((48, 30), 200, np.uint8), [[1]])
    assert explorer.config["image"] == np.full((24, 15), 200).tolist()
    assert "48 × 30 to 24 × 15" in explorer.config["note"]
    assert "48 × 30 to 24 × 15" in explorer.picture.alt
    assert kernel_stepper(IMAGE, [[1]]).config["note"] == ""


def test_receptive_fields_by_following_every_connection():
    for layers in ([(3, 1)], [(3, 1), (3, 1), (2, 2), (3, 1)], [(7, 2), (3, 2), (1, 1), (5, 3)], [(2, 3), (2, 1)]):
        levels = receptive_fields(layers)
        for depth in range(len(layers) + 1):
            seen = []
            for unit in (0, 1):
                units = {unit}
                for kernel, stride in reversed(layers[:depth]):
                    units = {u * stride + tap for u in units for tap in range(kernel)}
                seen.append(units)
            first, second = seen
            assert levels[depth].size == max(first) - min(first) + 1
            assert levels[depth].jump == min(second) - min(first)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kernel_stepper(np.zeros((3, 3, 3)), [[1]]), "image must be a grey array"),
        (lambda: kernel_stepper([[np.nan]], [[1]]), "image must hold finite"),
        (lambda: kernel_stepper(IMAGE, [1, 2]), "kernel must be a grey array"),
        (lambda: kernel_stepper(IMAGE, np.ones((8, 8))), "kernel must be at most 7 x 7"),
        (lambda: kernel_stepper(np.ones((2, 2)), np.ones((3, 3))), "kernel spans 3 x 3"),
        (lambda: kernel_stepper(IMAGE, [[1]], stride=0), "stride must be from 1"),
        (lambda: kernel_stepper(IMAGE, [[1]], padding=-1), "padding must be from 0"),
        (lambda: kernel_stepper(IMAGE, [[1]], dilation=1.5), "dilation must be an integer"),
        (lambda: output_size(0), "size must be from 1 to 32"),
        (lambda: output_size(7, True), "kernel must be an integer"),
        (lambda: receptive_field([]), "layers must hold"),
        (lambda: receptive_field([3]), r"layers\[0\] must be a pair"),
        (lambda: receptive_field([(3, 1), (3, 0)]), r"layers\[1\] stride must be from 1 to 8"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_numpy_integers_are_integers():
    assert output_size(np.int64(7), np.int32(3)).config["size"] == 7
    assert output_size(3, 5).picture.alt.count("no window fits") == 1
