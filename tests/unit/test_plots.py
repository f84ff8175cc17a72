import base64
import io
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from utils import plots
from utils.plots.images import format_number
from utils.plots.style import COLORMAPS, PALETTE, course_style

GREY = np.arange(12.0).reshape(3, 4)
PHOTO = np.random.default_rng(0).integers(0, 256, (6, 8, 3), dtype=np.uint8)


def pixels(picture):
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB")).astype(float)


def texts(picture):
    return [text.get_text() for axes in picture.figure.axes for text in axes.texts]


def luminance(colour):
    channels = matplotlib.colors.to_rgb(colour)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_picture_shows_itself_as_png_and_html_with_the_alt_text_escaped():
    picture = plots.show_images(GREY, alt='A "ramp" <of> greys')
    data, metadata = picture._repr_mimebundle_()
    png = base64.b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG")
    assert data["image/png"] in data["text/html"]
    assert 'alt="A &quot;ramp&quot; &lt;of&gt; greys"' in data["text/html"]
    assert data["text/plain"] == 'Picture: A "ramp" <of> greys'
    width, height = Image.open(io.BytesIO(png)).size
    shown = metadata["image/png"]
    assert (shown["width"], shown["height"]) == (round(width / 1.5), round(height / 1.5))
    assert picture._repr_mimebundle_() == (data, metadata)


def test_background_is_opaque_and_light():
    picture = plots.plot_bars({"a": 1}, ylabel="n", alt="a bar")
    image = Image.open(io.BytesIO(picture.png))
    assert np.asarray(image.convert("RGBA"))[..., 3].min() == 255
    assert tuple(pixels(picture)[0, 0]) == (0xFB, 0xFA, 0xF7)


def test_save_writes_the_same_png(tmp_path):
    picture = plots.show_images(GREY, alt="x")
    picture.save(tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes() == picture.png


def test_pyplot_is_neither_imported_nor_changed_and_nothing_is_written_to_stderr():
    program = """
import sys, warnings
warnings.simplefilter("always")
import matplotlib
# Reading "backend" makes matplotlib choose one, which imports pyplot.
settings = lambda: {k: matplotlib.rcParams[k] for k in matplotlib.rcParams if k != "backend"}
before = settings()
from utils import plots
plots.show_images([[0, 1], [2, 3]], "한국어 제목", values=True, alt="x").png
plots.plot_curves({"a": [1, 2]}, xlabel="x", ylabel="y", alt="x").png
plots.draw_layers([(4, 4, 1), (2,)], alt="x").png
assert "matplotlib.pyplot" not in sys.modules
assert settings() == before
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_missing_korean_font_is_silent(monkeypatch, recwarn):
    rc = {**plots.style._rc(), "font.family": ["DejaVu Sans"]}
    monkeypatch.setattr(plots.style, "_rc", lambda: rc)
    assert plots.show_images(GREY, "한국어", alt="x").png
    assert not recwarn.list


def test_zero_is_the_background_and_signs_are_told_apart():
    for kind in ("kernel", "feature", "gradient"):
        colormap = COLORMAPS[kind]
        np.testing.assert_allclose(colormap(0.5)[:3], matplotlib.colors.to_rgb("#fbfaf7"), atol=0.02)
        below, above = colormap(0.25), colormap(0.75)
        if kind == "gradient":
            assert below[1] < min(below[0], below[2])
            assert above[1] > max(above[0], above[2])
        else:
            assert below[2] > below[0]
            assert above[0] > above[2]


# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
BLINDNESS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


@pytest.mark.parametrize("kind", ["kernel", "gradient"])
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_signs_stay_apart_for_colour_blind_readers(kind, blindness):
    from skimage.color import deltaE_ciede2000, rgb2lab

    seen = []
    for place in (0.2, 0.8):
        rgb = np.array(COLORMAPS[kind](place)[:3])
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        linear = np.clip(np.array(BLINDNESS[blindness]) @ linear, 0, 1)
        seen.append(np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055))
    assert deltaE_ciede2000(*(rgb2lab(rgb) for rgb in seen)) > 15


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"), (-2.0, "−2"), (1 / 9, "0.11"), (-0.5, "−0.5"), (0.001, "1e−3"), (1234.5, "1234"),
        (12.345, "12.35"), (2e7, "2e7"), (float("nan"), ""), (float("-inf"), "−∞"), (0, "0"),
    ],
)  # fmt: skip
def test_numbers_in_cells(value, text):
    assert format_number(value) == text


def test_values_are_the_array_and_readable_on_their_cells():
    array = np.array([[-4.0, -1.0, 0.0], [1.0, 4.0, np.nan]])
    for kind in ("kernel", "image", "gradient"):
        picture = plots.show_images(array, kind=kind, values=True, alt="x")
        assert texts(picture) == ["−4", "−1", "0", "1", "4", ""]
        axes = picture.figure.axes[0]
        mappable = axes.images[0]
        for text, value in zip(axes.texts, array.flat, strict=True):
            if np.isfinite(value):
                assert contrast(text.get_color(), mappable.to_rgba(value)) > 4


def test_the_first_row_is_on_top():
    picture = plots.show_images(np.array([[1.0, 1.0], [0.0, 0.0]]), alt="x")
    image = pixels(picture)
    middle = image[:, image.shape[1] // 2].mean(1)
    third = len(middle) // 3
    assert middle[third] > 200
    assert middle[2 * third] < 60


@pytest.mark.parametrize(
    ("array", "limits"),
    [
        (np.array([[3, 9]], np.uint8), (0, 255)), (np.array([[0.2, 0.4]]), (0, 1)), (np.array([[2, 7]]), (0, 7)),
        (np.array([[-1.0, 7.0]]), (-1, 7)), (np.array([[0, 0]]), (0, 1)), (np.array([[np.nan, np.nan]]), (0, 1)),
    ],
)  # fmt: skip
def test_scale_of_grey_images(array, limits):
    assert plots.show_images(array, alt="x").figure.axes[0].images[0].get_clim() == limits


def scales(picture):
    return [axes.images[0].get_clim() for axes in picture.figure.axes if axes.images]


def test_shared_own_and_given_limits():
    arrays, kinds = [GREY, -GREY, GREY / 10, GREY], ["feature", "feature", "gradient", "image"]
    shared = plots.show_images(arrays, kind=kinds, alt="x")
    assert scales(shared)[:4] == [(-11, 11), (-11, 11), (-1.1, 1.1), (0, 11)]
    assert len(shared.figure.axes) == 4 + 2
    own = plots.show_images([GREY, GREY / 10], kind="feature", limits="own", alt="x")
    assert scales(own)[:2] == [(-11, 11), (-1.1, 1.1)]
    assert len(own.figure.axes) == 4
    assert scales(plots.show_images([GREY, GREY], kind="feature", limits=(-5, 5), alt="x"))[0] == (-5, 5)
    assert len(plots.show_images(GREY, kind="kernel", values=True, alt="x").figure.axes) == 1
    assert len(plots.show_images(GREY, kind="kernel", colorbar=False, alt="x").figure.axes) == 1
    assert len(plots.show_images(GREY, colorbar=True, alt="x").figure.axes) == 2


@pytest.mark.parametrize(
    ("images", "kind", "shapes"),
    [
        (PHOTO, "image", [(6, 8, 3)]),
        (np.zeros((5, 3, 3)), "kernel", [(3, 3)] * 5),
        (np.zeros((5, 3, 3)), "image", [(3, 3)] * 5),
        (np.zeros((2, 28, 28)), "image", [(28, 28)] * 2),
        (np.zeros((2, 6, 7, 3)), "image", [(6, 7, 3)] * 2),
        (np.zeros((2, 6, 7, 1)), "feature", [(6, 7)] * 2),
        (np.zeros((6, 7, 1)), "feature", [(6, 7)]),
        ([[1, 2], [3, 4]], "image", [(2, 2)]),
        ([np.zeros((2, 2)), PHOTO], "image", [(2, 2), (6, 8, 3)]),
        (np.zeros((1, 2), bool), "image", [(1, 2)]),
    ],
)
def test_what_counts_as_one_image(images, kind, shapes):
    picture = plots.show_images(images, kind=kind, alt="x", colorbar=False)
    assert [axes.images[0].get_array().shape for axes in picture.figure.axes] == shapes


def test_every_image_of_a_grid_is_drawn():
    picture = plots.show_images(np.zeros((13, 4, 4)), columns=5, alt="x")
    assert sum(bool(axes.images) for axes in picture.figure.axes) == 13
    assert len(picture.figure.axes) == 15


def test_highlight_boxes_frame_whole_cells():
    picture = plots.show_images([GREY, GREY], highlight={1: [(1, 2, 2, 1)]}, alt="x")
    first, second = picture.figure.axes
    assert not first.patches
    (box,) = second.patches
    assert (box.get_x(), box.get_y(), box.get_width(), box.get_height()) == (1.5, 0.5, 1, 2)
    both = plots.show_images([GREY, GREY], highlight=[(0, 0, 1, 1)], alt="x")
    assert [len(axes.patches) for axes in both.figure.axes] == [1, 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"alt": " "}, "alt must be"),
        ({"images": []}, "images is empty"),
        ({"images": np.zeros((0, 3))}, r"images is empty: shape \(0, 3\)"),
        ({"images": np.zeros(3)}, "images must be"),
        ({"images": [np.zeros((2, 2)), np.zeros((2, 2, 4))]}, r"images\[1\] must have shape"),
        ({"images": [PHOTO], "kind": "feature"}, "images must have shape"),
        ({"images": PHOTO / 1.0}, "RGB with values"),
        ({"images": np.array([["a", "b"]])}, "real numbers"),
        ({"kind": "kernels"}, "kind must be one of"),
        ({"kind": ["image", "kernel"]}, "kind must have one entry per image"),
        ({"titles": ["a", "b"]}, "titles must have one entry per image"),
        ({"columns": 0}, "columns must be at least 1"),
        ({"images": np.zeros((20, 20)), "values": True}, "values=True"),
        ({"limits": "mine"}, "limits must be"),
        ({"limits": (1, 1)}, "limits must be"),
        ({"highlight": [(0, 0, 9, 1)]}, "highlight .* does not fit"),
        ({"highlight": {4: []}}, "highlight has a key 4"),
        ({"highlight": [(0, 0)]}, "highlight must hold"),
    ],
)
def test_errors_of_show_images_name_the_argument(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.show_images(**{"images": GREY, "alt": "x", **arguments})


def test_curves_draw_their_numbers():
    picture = plots.plot_curves(
        {"a": [1, np.nan, 4], "b": [2, 1]}, x={"a": [1, 2, 3], "b": [5, 6]}, xlabel="epoch", ylabel="loss", alt="x",
        log_y=True,
    )  # fmt: skip
    (axes,) = picture.figure.axes
    first, second = axes.lines
    np.testing.assert_array_equal(first.get_xydata(), [[1, 1], [2, np.nan], [3, 4]])
    np.testing.assert_array_equal(second.get_xydata(), [[5, 2], [6, 1]])
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_yscale()) == ("epoch", "loss", "log")
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a", "b"]
    assert first.get_color() != second.get_color()
    assert first.get_linestyle() != second.get_linestyle()


def test_curves_differ_in_colour_or_dash_up_to_eight():
    picture = plots.plot_curves({str(i): [i, i] for i in range(8)}, xlabel="x", ylabel="y", alt="x")
    looks = {(line.get_color(), line.get_linestyle()) for line in picture.figure.axes[0].lines}
    assert len(looks) == 8
    assert all(contrast(colour, "#fbfaf7") > 2 for colour in PALETTE)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"curves": {}}, "curves is empty"),
        ({"curves": {"a": []}}, r"curves\['a'\] is empty"),
        ({"curves": {"a": [[1]]}}, "one-dimensional"),
        ({"curves": {"a": "abc"}}, "sequence of numbers|one-dimensional"),
        ({"x": [1]}, "x has 1 positions"),
        ({"x": {"b": [1, 2]}}, "x has no entry for 'a'"),
        ({"curves": {"a": [0, 1]}, "log_y": True}, "log_y needs values above 0"),
        ({"x": [0, 1], "log_x": True}, "log_x needs values above 0"),
        ({"alt": ""}, "alt must be"),
    ],
)
def test_errors_of_curves(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.plot_curves(**{"curves": {"a": [1, 2]}, "xlabel": "x", "ylabel": "y", "alt": "x", **arguments})


def test_bars_stand_or_lie_and_carry_their_numbers():
    standing = plots.plot_bars({"a": 1234567, "b": 0.25}, ylabel="weights", alt="x")
    (axes,) = standing.figure.axes
    assert [bar.get_height() for bar in axes.patches] == [1234567, 0.25]
    assert texts(standing) == ["1,234,567", "0.25"]
    assert axes.get_ylabel() == "weights"
    lying = plots.plot_bars({"a name that needs a whole line to itself " * 2: 3, "b": 4}, ylabel="s", alt="x")
    (axes,) = lying.figure.axes
    assert [bar.get_width() for bar in axes.patches] == [3, 4]
    assert axes.get_xlabel() == "s"
    assert plots.plot_bars({"a": 10, "b": 1}, ylabel="n", log=True, alt="x").figure.axes[0].get_yscale() == "log"


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        ({}, {}, "values is empty"), ({"a": 0}, {"log": True}, "log needs"), ({"a": "x"}, {}, "values must be"),
        ({"a": 1}, {"alt": ""}, "alt must be"),
    ],
)  # fmt: skip
def test_errors_of_bars(values, options, message):
    with pytest.raises(ValueError, match=message):
        plots.plot_bars(values, **{"ylabel": "y", "alt": "x", **options})


def test_layers_are_to_scale_and_named():
    shapes = [(28, 28, 1), (14, 14, 16), (10,)]
    picture = plots.draw_layers(shapes, ["conv", "dense"], alt="x")
    (axes,) = picture.figure.axes
    fronts = [patch.get_path().get_extents() for patch in axes.patches[::3]][:3]
    assert fronts[0].height == pytest.approx(2 * fronts[1].height)
    assert fronts[1].width > fronts[0].width
    assert {"28 × 28\n× 1", "14 × 14\n× 16", "10", "conv", "dense"} <= set(texts(picture))


def test_captions_of_layers_do_not_touch():
    shapes = [(224, 224, 3), (112, 112, 64), (56, 56, 128), (28, 28, 256), (14, 14, 512), (7, 7, 512), (4096,)]
    for labels in (None, [f"stage {i}" for i in range(7)], ["a long operation"] * 6):
        picture = plots.draw_layers(shapes, labels, alt="x")
        (axes,) = picture.figure.axes
        with course_style():
            FigureCanvasAgg(picture.figure).draw()
            boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
        for index, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[index + 1 :])


@pytest.mark.parametrize(
    ("shapes", "labels", "message"),
    [
        ([], None, "shapes is empty"), ([(2, 2)], None, r"shapes\[0\]"), ([(2, 0, 2)], None, r"shapes\[0\]"),
        ([(1,), (2,)], ["a", "b", "c"], "labels must have"),
    ],
)  # fmt: skip
def test_errors_of_layers(shapes, labels, message):
    with pytest.raises(ValueError, match=message):
        plots.draw_layers(shapes, labels, alt="x")


def test_figure_shows_once_at_the_end_and_not_after_an_error(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    with plots.figure("two lines", columns=2) as (fig, axes):
        assert axes.shape == (2,)
        axes[0].plot([1, 2])
        assert shown == []
    (picture,) = shown
    assert (picture.alt, picture.figure) == ("two lines", fig)
    with pytest.raises(KeyError), plots.figure("x"):
        raise KeyError
    assert len(shown) == 1
    for options in ({"alt": ""}, {"alt": "x", "rows": 0}):
        with pytest.raises(ValueError, match=r"(alt|rows) must"), plots.figure(**options):
            pass
