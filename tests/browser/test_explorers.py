"""The explorers as a reader meets them: in Chromium from a file, with and without scripts, and in JupyterLab."""

import itertools
import re

import nbformat
import numpy as np
import pytest
from playwright.sync_api import expect
from scipy.signal import correlate2d

from utils.explorers import kernel_stepper, output_size, receptive_field
from utils.explorers.explorer import count_windows
from utils.explorers.kernel_stepper import correlate
from utils.explorers.output_size import unread_pixels
from utils.explorers.receptive_field import receptive_fields
from utils.selfcheck import question

pytestmark = pytest.mark.slow

IMAGE = np.random.default_rng(5).integers(0, 10, (6, 7))
KERNEL = [[1, 2], [0, -3], [4, 1]]


@pytest.fixture
def show(page, tmp_path):
    """Open explorers from a file; afterwards fail on script errors and on requests that leave the page."""
    problems, requests = [], []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: requests.append(request.url))

    def open_page(*parts, theme="light"):
        body = "".join(part.html() for part in parts)
        path = tmp_path / "page.html"
        path.write_text(
            f'<!doctype html><html data-theme="{theme}"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><body>{body}</body></html>',
            encoding="utf-8",
        )
        page.goto(path.as_uri())
        return page

    yield open_page
    assert problems == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


def explorer_of(page, index=0):
    return page.locator("[data-explorer][data-live]").nth(index)


def ask(page, expression, *arguments):
    return page.evaluate(
        "(given) => { const e = document.querySelector('[data-explorer]').explorer; "
        f"return ({expression})(...given); }}",
        list(arguments),
    )


def control(page, name):
    return page.locator(f'[data-name="{name}"]')


def test_the_script_counts_windows_as_python_does(show):
    page = show(output_size())
    grid = list(itertools.product(range(1, 33, 3), range(1, 12, 2), range(1, 9, 2), range(0, 7, 2), range(1, 6, 2)))
    counted = ask(page, "(grid) => grid.map((c) => [e.windows(...c), e.unread(...c)])", grid)
    assert counted == [[count_windows(*case), unread_pixels(*case)] for case in grid]
    assert len({windows for windows, _ in counted}) > 20


def test_the_script_follows_receptive_fields_as_python_does(show):
    page = show(receptive_field([(3, 1)]))
    random = np.random.default_rng(2)
    cases = [
        [[int(random.integers(1, 8)), int(random.integers(1, 4))] for _ in range(length)]
        for length in range(1, 8)
        for _ in range(10)
    ]
    answers = ask(page, "(cases) => cases.map((c) => e.fields(c).map((l) => [l.jump, l.size]))", cases)
    assert answers == [[list(level) for level in receptive_fields(case)] for case in cases]


@pytest.mark.parametrize(
    ("stride", "padding", "dilation"), [(1, 0, 1), (2, 0, 1), (1, 2, 1), (3, 1, 1), (1, 1, 2), (2, 3, 3)]
)
def test_the_stepper_correlates_as_scipy_does(show, stride, padding, dilation):
    page = show(kernel_stepper(IMAGE, KERNEL))
    for name, value in (("stride", stride), ("padding", padding), ("dilation", dilation)):
        control(page, name).fill(str(value))
        control(page, name).blur()
    kernel = np.array(KERNEL)
    for flip in (False, True):
        control(page, "flip").set_checked(flip)
        used = kernel[::-1, ::-1] if flip else kernel
        spread = np.zeros([dilation * (side - 1) + 1 for side in used.shape])
        spread[::dilation, ::dilation] = used
        expected = correlate2d(np.pad(IMAGE, padding), spread, mode="valid")[::stride, ::stride]
        np.testing.assert_array_equal(ask(page, "() => e.featureMap()"), expected)


def test_the_sum_is_written_out_and_adds_up(show):
    page = show(kernel_stepper(IMAGE, KERNEL, padding=1))
    expected = correlate(IMAGE.astype(float), np.array(KERNEL, float), 1, 1, 1)
    columns = expected.shape[1]
    slider = control(page, "position")
    slider.focus()
    for step in range(expected.size):
        row, column = divmod(step, columns)
        text = control(page, "sum").inner_text().replace("−", "-")
        assert text.startswith(f"output[{row}, {column}] =")
        terms = re.findall(r"(-?\d+)·\(?(-?\d+)\)?", text)
        assert len(terms) == 6
        assert [int(weight) for _, weight in terms] == [weight for line in KERNEL for weight in line]
        total = int(text.split("=")[-1])
        assert sum(int(pixel) * int(weight) for pixel, weight in terms) == total == expected[row, column]
        slider.press("ArrowRight")
    expect(control(page, "step")).to_be_disabled()


def test_editing_presets_and_fractions(show):
    page = show(kernel_stepper(IMAGE, KERNEL))
    page.get_by_label("weight in row 1, column 0").fill("0.5")
    kernel = np.array(KERNEL, float)
    kernel[1, 0] = 0.5
    np.testing.assert_allclose(ask(page, "() => e.featureMap()"), correlate(IMAGE.astype(float), kernel, 1, 0, 1))
    control(page, "preset").select_option("mean")
    mean = correlate(IMAGE.astype(float), np.full((3, 3), 1 / 9), 1, 0, 1)
    np.testing.assert_allclose(ask(page, "() => e.featureMap()"), mean)
    assert "≈" in control(page, "sum").inner_text()
    control(page, "preset").select_option("identity")
    np.testing.assert_array_equal(ask(page, "() => e.featureMap()"), IMAGE[1:-1, 1:-1])
    assert "≈" not in control(page, "sum").inner_text()


def test_windows_that_do_not_fit_are_explained(show):
    page = show(kernel_stepper(IMAGE, KERNEL), output_size(5, 3))
    control(page, "dilation").first.fill("4")
    control(page, "dilation").first.blur()
    expect(control(page, "sum")).to_contain_text("No window fits: the kernel spans 9 × 5 pixels")
    control(page, "size").fill("2")
    expect(control(page, "formula")).to_contain_text("No window fits: the kernel spans 3 pixels, the row has 2")


def test_playing_steps_through_the_map_and_stops(show):
    page = show(kernel_stepper([[1, 2, 3]], [[1]]))
    control(page, "play").click()
    expect(control(page, "play")).to_have_text("Pause")
    expect(control(page, "sum")).to_contain_text("output[0, 2]", timeout=5000)
    expect(control(page, "play")).to_have_text("Play", timeout=5000)


def test_dragging_over_either_canvas_moves_the_window(show):
    page = show(kernel_stepper(IMAGE, [[1, 0], [0, 1]]))
    for name, row, column, shape in (("map", 3, 2, (5, 6)), ("image", 2, 4, (6, 7))):
        box = control(page, name).bounding_box()
        offset = 0.5 if name == "map" else 1.0
        page.mouse.move(box["x"] + 5, box["y"] + 5)
        page.mouse.down()
        page.mouse.move(
            box["x"] + box["width"] * (column + offset) / shape[1],
            box["y"] + box["height"] * (row + offset) / shape[0],
        )
        page.mouse.up()
        expect(control(page, "sum")).to_contain_text(f"output[{row}, {column}]")


def test_formula_has_the_numbers_of_the_sliders(show):
    page = show(output_size(7, 3))
    for name, value in (("size", 10), ("stride", 2), ("padding", 1), ("dilation", 2)):
        control(page, name).fill(str(value))
    expect(control(page, "formula")).to_have_text("⌊(10 + 2·1 − 2·(3 − 1) − 1) / 2⌋ + 1 = ⌊7 / 2⌋ + 1 = 4")
    expect(control(page, "unread")).to_contain_text("Every pixel" if not unread_pixels(10, 3, 2, 1, 2) else "Hatched")


def test_layers_can_be_added_edited_and_removed(show):
    page = show(receptive_field([(3, 1), (3, 1)]))
    expect(control(page, "summary")).to_contain_text("5 × 5")
    page.get_by_role("button", name="Add pooling").click()
    page.get_by_role("button", name="Add convolution").click()
    expect(control(page, "summary")).to_contain_text("10 × 10")
    page.get_by_label("kernel of layer 1").fill("5")
    page.get_by_label("kernel of layer 1").blur()
    expect(control(page, "summary")).to_contain_text("12 × 12")
    page.get_by_role("button", name="remove layer 1").click()
    expect(control(page, "summary")).to_contain_text("8 × 8")
    page.get_by_label("unit of the last layer").fill("0")
    expect(control(page, "summary")).to_contain_text("pixels 0 to 7")


def test_equal_explorers_on_one_page_live_apart(show):
    page = show(output_size(7, 3), output_size(7, 3), output_size(9, 3))
    assert page.locator("[data-explorer][data-live]").count() == 3
    control(explorer_of(page, 1), "size").fill("20")
    shown = [control(explorer_of(page, i), "formula").inner_text().split()[-1] for i in range(3)]
    assert shown == ["5", "18", "7"]


ALL = (kernel_stepper(IMAGE, KERNEL, padding=1), output_size(10, 3, 4), receptive_field([(3, 1), (2, 2), (3, 1)]))


def test_without_scripts_the_picture_is_there(browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<!doctype html>" + "".join(part.html() for part in ALL), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("img").count() == 3
    for index, part in enumerate(ALL):
        image = page.locator("img").nth(index)
        expect(image).to_be_visible()
        assert image.get_attribute("alt") == part.picture.alt
    assert page.locator(".panel").count() == 0
    context.close()


@pytest.mark.parametrize(
    ("theme", "scheme"), [("light", "dark"), ("dark", "light"), ("auto", "dark"), ("auto", "light")]
)
def test_themes_have_contrast(show, page, theme, scheme):
    page.emulate_media(color_scheme=scheme)
    show(*ALL, theme=theme)
    dark = "dark" in ((theme, scheme) if theme == "auto" else (theme,))
    for index in range(3):
        panel = explorer_of(page, index).locator(".panel")
        colours = panel.evaluate(
            "(panel) => ['ground', 'ink', 'soft', 'mark', 'warn', 'accent'].map("
            "(name) => getComputedStyle(panel).getPropertyValue('--' + name).trim())"
        )
        ground, *inks = [np.array([int(c[i : i + 2], 16) for i in (1, 3, 5)]) / 255 for c in colours]
        light = [
            float(np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722])
            for rgb in (ground, *inks)
        ]
        assert (light[0] < 0.05) == dark
        for ink in light[1:]:
            low, high = sorted((light[0], ink))
            assert (high + 0.05) / (low + 0.05) > 4.5


def test_a_change_of_theme_repaints(show):
    page = show(output_size(10, 3, 4))
    canvas = control(page, "drawing")
    before = canvas.screenshot()
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(page.locator(".panel")).to_have_class(re.compile("dark"))
    assert canvas.screenshot() != before


def test_every_control_has_a_name_and_nothing_overflows_a_phone(show, page):
    page.set_viewport_size({"width": 340, "height": 800})
    show(*ALL)
    unnamed = page.evaluate(
        "() => [...document.querySelectorAll('[data-live] > div')].flatMap((stage) => ["
        "...stage.shadowRoot.querySelectorAll('input, select, button')].filter((control) => !("
        "control.ariaLabel || control.textContent.trim() || control.labels?.[0]?.textContent.trim()"
        ")).map((control) => control.outerHTML))"
    )
    assert unnamed == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 340


def test_a_choice_opens_its_feedback_only(show):
    page = show(question("How many?", {"4": "One start was missed.", "5": "One per start."}, "5", "`7 - 3 + 1`"))
    page.get_by_text("4", exact=True).click()
    expect(page.get_by_text("One start was missed.")).to_be_visible()
    expect(page.get_by_text("One per start.")).to_be_hidden()
    page.locator("summary", has_text="Explanation").focus()
    page.keyboard.press("Enter")
    expect(page.locator("code")).to_be_visible()


def test_live_in_jupyterlab(page, jupyterlab, tmp_path):
    source = "from utils.explorers import output_size\noutput_size(10, 3, 4)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder = tmp_path / "notebooks"
    folder.mkdir()
    nbformat.write(notebook, folder / "lesson.ipynb")
    page.goto(jupyterlab(folder)("lesson.ipynb"))
    # a cell run before the kernel is connected is forgotten
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    page.locator(".jp-CodeCell .cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(explorer_of(page)).to_be_visible(timeout=60_000)
    expect(control(page, "formula")).to_contain_text("= 2")
    control(page, "size").fill("20")
    expect(control(page, "formula")).to_contain_text("= 5")
