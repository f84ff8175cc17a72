"""The checks as students meet them: what they accept, what they say, and that nothing a student returns breaks them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.audit import read_solution
from tests.unit.graded import BANK, Assignment, raising
from utils.checks import oracles, rng, week01
from utils.checks.fingerprints import name_idea, table
from utils.checks.report import Call, Check, CheckFailed, Idea, as_array, as_integer, run

WEEK = Assignment("week01_convolution")
ROOT = Path(__file__).parents[2]
LESSON = re.compile(r'(\d)\.(\d) "(.+)"')


def test_interrupt_of_the_user_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt):
        week01.check_conv2d_values(raising(KeyboardInterrupt()))


def test_message_has_the_form_of_the_course(solutions: dict[str, Any]) -> None:
    flipped = WEEK.bank("conv2d", "wrong")["wrong_flipped"]
    assert WEEK.failure("check_conv2d_values", flipped).splitlines() == [
        "conv2d: wrong values.",
        "  you were asked for   conv2d(images (1, 3, 3, 2), weights (2, 2, 2, 1))",
        "  shape                (1, 2, 2, 1)  as expected",
        "  yours                [[[[3], [4]], [[0], [6]]]]",
        "  expected             [[[[3], [2]], [[4], [0]]]]",
        "  this is what you get when the kernel is rotated by 180 degrees (true convolution).",
        '  CNN layers do not flip the kernel. Lesson 1.2, "Two operations, one name".',
    ]


def test_visible_calls_with_small_arrays_can_be_repeated() -> None:
    flipped = WEEK.bank("convolve_image", "wrong")["wrong_flipped"]
    visible = WEEK.failure("check_convolve_image_values", flipped).splitlines()
    assert "  image                [[3, 0, 1], [1, 2, 0], [0, 1, 4]]" in visible
    assert "  kernel               [[1, 2], [0, -1]]" in visible
    hidden = WEEK.failure("check_convolve_image_hidden", flipped)
    assert not any(line.startswith(("  image  ", "  kernel  ")) for line in hidden.splitlines())


def test_rounding_of_sums_that_cancel_is_allowed() -> None:
    expected, noise = np.array([[-3.24568]]), 8 * np.finfo("float32").eps * 17_000
    for off, accepted in ((0.0004, True), (0.1, False)):
        check = Check("f", lambda off=off: expected + off)
        check.array(Call(), expected, noise=noise)
        if accepted:
            check.finish()
        else:
            with pytest.raises(CheckFailed):
                check.finish()


def test_floats_and_returned_errors_are_called_by_name() -> None:
    assert "yours                5 (a float)" in WEEK.failure("check_conv_output_size_values", lambda *a, **k: 5.0)
    returned = WEEK.failure("check_conv_output_size_errors", lambda *a, **k: ValueError("stride"))
    assert "no error, it returned a ValueError (is it raised?)" in returned


@pytest.mark.parametrize("seed", range(40))
def test_hidden_stacks_always_repeat_a_layer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNN_COURSE_CHECK_SEED", str(seed))
    once = WEEK.bank("receptive_field", "wrong")["wrong_repeated_layers_once"]
    assert "wrong value" in WEEK.failure("check_receptive_field_hidden", once)


def test_long_arrays_are_cut_around_the_first_difference() -> None:
    check = Check("f", lambda: np.arange(100.0).reshape(10, 10))
    expected = np.arange(100.0).reshape(10, 10)
    expected[3, 4:6] = -1
    check.array(Call(), expected)
    with pytest.raises(CheckFailed) as caught:
        check.finish()
    assert "first difference     [3, 4]: yours 34, expected -1" in str(caught.value)
    assert "differences          2 of 100 values" in str(caught.value)


def test_several_causes_come_in_order_and_each_once() -> None:
    def function(x: np.ndarray) -> np.ndarray:
        return np.zeros(3) if x.size == 2 else x + 1

    check = Check("f", function)
    check.raises(Call({"x": np.zeros(4)}), ["x"], "four is too many")
    for size in (1, 3, 2, 2):
        check.array(Call({"x": np.zeros(size)}), np.zeros(size))
    with pytest.raises(CheckFailed) as caught:
        check.finish()
    headlines = [line for line in str(caught.value).splitlines() if not line.startswith(" ")]
    assert headlines == ["f: wrong shape.", "f: wrong values.", "f: no error where one is due."]


def test_notebook_shows_the_message_alone(capsys: pytest.CaptureFixture[str]) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.run_cell("from utils.checks import week01\nweek01.check_receptive_field_values(lambda layers: 0)")
    shown = capsys.readouterr().out
    assert "receptive_field: wrong value." in shown
    assert "Traceback" not in shown
    assert ".py" not in shown


@pytest.mark.parametrize(
    ("result", "accepted"),
    [
        (np.array([1.0, 2]), True),
        (np.array([1, 2]), True),
        (np.array([1, 2], np.float32), True),
        (np.array([1, 2], np.longdouble), True),
        (np.array([1.0, 2], object), True),
        (np.ma.array([1.0, 2]), True),
        ([1, 2.0], True),
        ((np.float64(1), 2), True),
        (np.array([1 + 1e-7, 2]), True),
        (np.array([1.001, 2]), False),
        (np.array([1, np.nan]), False),
        (np.ma.array([1.0, 2], mask=[False, True]), False),
        (np.array([1.0, 2, 3]), False),
        (np.array([[1.0, 2]]), False),
        (np.array([1 + 0j, 2]), False),
        (np.array(["1", "2"]), False),
        ("12", False),
        ({0: 1, 1: 2}, False),
    ],
)
def test_what_counts_as_an_array(result: Any, accepted: bool) -> None:
    check = Check("f", lambda: result)
    check.array(Call(), np.array([1.0, 2.0]))
    if accepted:
        check.finish()
    else:
        with pytest.raises(CheckFailed):
            check.finish()


@pytest.mark.parametrize(
    ("expected", "given", "accepted"),
    [
        ("float32", "float32", True),
        ("float32", "float64", False),
        ("float32", "float16", False),
        ("float64", "float64", True),
        ("float64", "longdouble", True),
        ("float64", "float32", False),
        ("float64", "int64", False),
    ],
)
def test_precision_is_kept(expected: str, given: str, accepted: bool) -> None:
    check = Check("f", lambda: np.ones(2, given))
    check.array(Call(), np.ones(2, expected), dtype=True)
    if accepted:
        check.finish()
    else:
        with pytest.raises(CheckFailed, match="wrong dtype"):
            check.finish()


@pytest.mark.parametrize(
    ("result", "expected"),
    [(3, 3), (np.int8(3), 3), (np.array(3), 3), (True, 1), (3.0, None), (np.float64(3), None), ([3], None)],
)
def test_what_counts_as_an_integer(result: Any, expected: int | None) -> None:
    assert as_integer(result) == expected


def test_arrays_that_lie_about_themselves_are_read_as_data() -> None:
    class Liar(np.ndarray):
        def __eq__(self, other: object) -> Any:
            return True

        def __array_ufunc__(self, *_: Any, **__: Any) -> Any:
            return np.zeros(2)

    array = as_array(np.ones(2).view(Liar))
    assert type(array) is np.ndarray
    assert array.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("error", "headline"),
    [
        (ValueError("Stride must be positive"), None),
        (ValueError("stride", 0), None),
        (UnicodeError("STRIDE"), None),
        (ValueError("bad value"), "an error that names no argument"),
        (ValueError(), "an error that names no argument"),
        (TypeError("stride"), "another error than agreed"),
        (AssertionError("stride"), "another error than agreed"),
    ],
)
def test_which_errors_count(error: Exception, headline: str | None) -> None:
    check = Check("f", raising(error))
    check.raises(Call({}, {"stride": 0}), ["stride"], "a window must move")
    if headline is None:
        check.finish()
    else:
        with pytest.raises(CheckFailed, match=headline):
            check.finish()


def test_refusing_everything_is_no_way_to_get_the_points_of_errors() -> None:
    everything = raising(ValueError("size kernel stride padding dilation image images weights channels"))
    for check in (name for name in WEEK.checks if name.endswith("_errors")):
        assert "refuses what is allowed" in WEEK.failure(check, everything)


@pytest.mark.parametrize(
    ("argument", "change"),
    [
        (np.ones((2, 2)), lambda x: x.fill(0)),
        (np.ones((2, 2)), lambda x: setattr(x, "shape", (4,))),
        ([(3, 1), (3, 2)], lambda x: x.reverse()),
        ([(3, 1), (3, 2)], lambda x: x.clear()),
    ],
)
@pytest.mark.filterwarnings("ignore:Setting the shape")
def test_changed_arguments_are_noticed_and_restored(argument: Any, change: Callable[[Any], None]) -> None:
    before = repr(argument)
    call = Call({"x": argument})
    assert run(change, call).changed == ("x",)
    assert repr(argument) == before
    assert run(lambda x: None, call).changed == ()


def test_warnings_of_the_student_stay_silent(capfd: pytest.CaptureFixture[str]) -> None:
    check = Check("f", lambda: np.array([1.0]) / np.array([0.0]))
    check.array(Call(), np.array([1.0]))
    with pytest.raises(CheckFailed):
        check.finish()
    assert capfd.readouterr().err == ""


def test_random_numbers_follow_the_seed_when_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNN_COURSE_CHECK_SEED", "7")
    assert rng().integers(10**9) == rng().integers(10**9)
    monkeypatch.delenv("CNN_COURSE_CHECK_SEED")
    assert rng().integers(10**9) != rng().integers(10**9)


# ---------------------------------------------------------------------------------------- fingerprints


def test_wrong_values_are_named_before_the_errors_are_written() -> None:
    def conv2d(
        images: Any, weights: Any, bias: Any = None, stride: int = 1, padding: int = 0, dilation: int = 1
    ) -> Any:
        return oracles.conv2d(images, weights[::-1, ::-1], bias, stride, padding, dilation)

    assert "rotated by 180 degrees" in WEEK.failure("check_conv2d_values", conv2d)
    assert "rotated" not in WEEK.failure("check_conv2d_errors", conv2d)


def test_unknown_mistakes_get_no_name() -> None:
    def receptive_field(layers: Any) -> int:
        return 1000 + len(layers)

    assert name_idea("receptive_field", receptive_field, week01.PROBES["receptive_field"], ["values"]) is None
    assert "this is what you get" not in WEEK.failure("check_receptive_field_values", receptive_field)


def test_every_cited_section_is_a_heading_of_its_lesson() -> None:
    cited = {entry["lesson"] for ideas in table().values() for entry in ideas.values()}
    cited |= {read_solution(path).idea.lesson for path in BANK.rglob("wrong_*.py")}  # type: ignore[union-attr]
    missing = []
    for lesson in sorted(cited):
        match = LESSON.fullmatch(lesson)
        assert match, lesson
        week, number, section = match.groups()
        found = list((ROOT / "course").glob(f"week0{week}_*/0{number}_*.ipynb"))
        cells = [cell for path in found for cell in json.loads(path.read_text())["cells"]]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        if not re.search(rf"^## {re.escape(section)}$", text, re.MULTILINE):
            missing.append(lesson)
    assert missing == []


def test_ideas_read_as_sentences() -> None:
    ideas = [Idea(e["idea"], e["message"], e["lesson"]) for found in table().values() for e in found.values()]
    assert len(ideas) > 200
    for idea in ideas:
        assert not idea.name.endswith(".")
        assert idea.message.endswith((".", "?"))
        assert all(len(line) <= 110 for line in idea.lines())
        section = idea.lesson.split(" ", 1)[1]
        assert any(section in line for line in idea.lines()), "a citation is not broken"


# --------------------------------------------------------------------------------------------- oracles


def test_oracle_of_conv2d_agrees_with_torch() -> None:
    torch = pytest.importorskip("torch")
    random = np.random.default_rng(0)
    for stride, padding, dilation in [(1, 0, 1), (2, 1, 1), (3, 2, 2), (1, 1, 3)]:
        images, weights, bias = (
            random.normal(size=(2, 9, 8, 3)),
            random.normal(size=(3, 2, 3, 4)),
            random.normal(size=4),
        )
        expected = torch.nn.functional.conv2d(
            torch.from_numpy(images.transpose(0, 3, 1, 2).copy()),
            torch.from_numpy(weights.transpose(3, 2, 0, 1).copy()),
            torch.from_numpy(bias),
            stride,
            padding,
            dilation,
        )
        ours = oracles.conv2d(images, weights, bias, stride, padding, dilation)
        np.testing.assert_allclose(ours, expected.numpy().transpose(0, 2, 3, 1), atol=1e-12)
        single = oracles.convolve_image(images[0, ..., 0], weights[..., 0, 0], stride, padding)
        one = oracles.conv2d(images[:1, ..., :1], weights[..., :1, :1], None, stride, padding)
        np.testing.assert_allclose(single, one[0, ..., 0], atol=1e-12)


def test_oracles_of_sizes_agree_with_the_formulas(solutions: dict[str, Any]) -> None:
    for size, kernel, stride, padding, dilation in np.ndindex(12, 5, 4, 3, 3):
        arguments = (size + 1, kernel + 1, stride + 1, padding, dilation + 1)
        counted = oracles.conv_output_size(*arguments)
        if counted:
            assert counted == solutions["conv_output_size"](*arguments)
        else:
            with pytest.raises(ValueError, match="kernel"):
                solutions["conv_output_size"](*arguments)
    for kernel, dilation in np.ndindex(9, 5):
        assert (oracles.same_padding(kernel + 1, dilation + 1) is None) == (kernel * (dilation + 1) % 2 == 1)


def test_oracle_of_padding_agrees_with_numpy() -> None:
    images = np.random.default_rng(0).normal(size=(2, 3, 4, 3)).astype(np.float32)
    ours = oracles.pad_images(images, 2, 0.5)
    np.testing.assert_array_equal(ours, np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0)), constant_values=0.5))
    assert ours.dtype == np.float32


@pytest.mark.parametrize("check", [name for name in WEEK.checks if name.endswith("_hidden")])
@pytest.mark.parametrize("seeds", [range(25), pytest.param(range(2000), marks=pytest.mark.slow)], ids=["few", "many"])
def test_hidden_checks_never_fail_the_reference_by_chance(
    check: str, seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    WEEK.judge_reference(check, seeds, monkeypatch)
