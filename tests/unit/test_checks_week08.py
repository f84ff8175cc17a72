"""The checks of week 8 as students meet them: what they accept, what they say, and that nothing odd breaks them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.audit import read_solution
from autograder.course import Course
from utils.checks.fingerprints import fingerprint, name_idea, table
from utils.checks.report import CheckFailed

torch = pytest.importorskip("torch")
from utils.checks import oracles_week08 as oracles  # noqa: E402
from utils.checks import transfer_probes, week08  # noqa: E402
from utils.checks.week08 import ensemble_predict, extract_features, networks, pca_color_shift  # noqa: E402
from utils.checks.week08.random_crop import uneven  # noqa: E402

ROOT = Path(__file__).parents[2]
WEEK = "week08_transfer"
BANK = ROOT / "autograder" / "bank" / WEEK
CHECKS = sorted(name for name in vars(week08) if name.startswith("check_"))
HIDDEN = [name for name in CHECKS if name.endswith("_hidden")]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def question_of(check: str) -> str:
    return max((q for q in week08.PROBES if check.startswith(f"check_{q}_")), key=len)


def names(code: str, question: str) -> Any:
    given = {"np": np, "torch": torch, "nn": torch.nn}
    namespace: dict[str, Any] = {**given, "__name__": "student"}
    exec(code, namespace)
    return namespace[question]


@pytest.fixture(scope="module")
def solutions() -> dict[str, Any]:
    cells = Course(ROOT).assignment(WEEK).notebooks[0].cells
    return {cell.grade_id: names(cell.source, cell.grade_id) for cell in cells if cell.is_answer and cell.grade_id}


def bank(question: str, *kinds: str) -> dict[str, Any]:
    files = sorted(path for kind in kinds for path in (BANK / question).glob(f"{kind}_*.py"))
    return {path.stem: names(path.read_text(), question) for path in files}


def failure(check: str, answer: Any) -> str:
    with pytest.raises(CheckFailed) as caught:
        getattr(week08, check)(answer)
    return str(caught.value)


def passes(check: str, answer: Any) -> bool:
    try:
        getattr(week08, check)(answer)
    except CheckFailed:
        return False
    return True


class Handle:
    """As opaque as an object that stayed in the student's process."""

    def _refuse(self, *_: Any) -> Any:
        raise RuntimeError("the object is not here")

    __bool__ = __eq__ = __len__ = __iter__ = __array__ = __float__ = __index__ = __getitem__ = _refuse
    __hash__ = None  # type: ignore[assignment]


def raising(error: BaseException) -> Callable[..., Any]:
    def function(*_: Any, **__: Any) -> Any:
        raise error

    return function


ODD: dict[str, Any] = {
    "none": None,
    "text": "3",
    "not a number": float("nan"),
    "handle": Handle(),
    "dict of handles": {"features.conv": Handle(), "head": None},
    "empty tensor": torch.zeros(0, 3),
    "complex tensor": torch.ones(2, 3, dtype=torch.complex64),
    "bool tensor": torch.ones(2, 3, dtype=torch.bool),
    "object array": np.array([[None, "a"]], dtype=object),
    "module": torch.nn.Linear(1, 1),
    "function": len,
    "pair": (0.0, 0.0),
}
ERRORS = [
    IndexError("index 5 is out of bounds"),
    RuntimeError("mat1 and mat2 shapes cannot be multiplied"),
    ZeroDivisionError(),
    SystemExit(1),
    MemoryError(),
]


@pytest.mark.parametrize("check", CHECKS)
def test_reference_passes_and_a_line_is_printed(
    check: str, solutions: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert getattr(week08, check)(solutions[question_of(check)]) is None  # a number would be read as partial credit
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1].startswith(f"{question_of(check)}: ")
    assert printed.err == ""


@pytest.mark.parametrize("check", CHECKS)
def test_untouched_stub_is_told_to_write(check: str) -> None:
    question = question_of(check)
    message = failure(check, raising(NotImplementedError(f"{question} is yours to write")))
    assert message.startswith(f"{question}: not written yet.")
    assert len(message.splitlines()) == 2


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("odd", ODD)
def test_odd_results_fail_with_a_message(check: str, odd: str) -> None:
    assert failure(check, lambda *_, **__: ODD[odd]).startswith(question_of(check))


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_any_exception_fails_with_a_message(check: str, error: BaseException) -> None:
    message = failure(check, raising(error))
    assert message.startswith(question_of(check))
    assert type(error).__name__ in message


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("thing", [None, 3, "freeze", Handle()], ids=lambda thing: type(thing).__name__)
def test_what_cannot_be_called_is_said_so(check: str, thing: Any) -> None:
    assert "not a function" in failure(check, thing)


@pytest.mark.parametrize("question", week08.PROBES)
def test_correct_styles_share_their_fingerprint(question: str, solutions: dict[str, Any]) -> None:
    probes = week08.PROBES[question]
    styles = bank(question, "correct", "equivalent")
    assert len(styles) >= 4
    for aspect in set(probes) - {"errors"}:
        expected = fingerprint(solutions[question], probes, aspect)
        assert {name for name, answer in styles.items() if fingerprint(answer, probes, aspect) != expected} == set()


@pytest.mark.parametrize("question", week08.PROBES)
def test_every_wrong_solution_is_named(question: str) -> None:
    for path in sorted((BANK / question).glob("wrong_*.py")):
        idea = read_solution(path).idea
        found = name_idea(
            question, names(path.read_text(), question), week08.PROBES[question], [*week08.PROBES[question]]
        )
        assert found is not None, path.name
        assert idea is not None
        assert found.name == idea.name


@pytest.mark.parametrize("question", week08.PROBES)
def test_what_always_raises_gets_no_name(question: str) -> None:
    for error in (ValueError("not enough values to unpack"), TypeError("missing argument"), NameError("x")):
        aspects = [aspect for aspect in week08.PROBES[question] if aspect != "errors"]
        assert name_idea(question, raising(error), week08.PROBES[question], aspects) is None


def test_message_has_the_form_of_the_course() -> None:
    wrong = bank("replace_head", "wrong")["wrong_ten"]
    assert failure("check_replace_head_shape", wrong).splitlines() == [
        "replace_head: wrong shape.",
        "  you were asked for   replace_head(model of 4 classes in eval mode, 3)",
        "  model(images)        shape (6, 10), expected (6, 3)",
        "  this is what you get when the head always has ten classes.",
        '  `classes` says how many. Lesson 8.2, "A new head".',
    ]


def test_a_function_that_does_nothing_gets_no_point() -> None:
    for check in CHECKS:
        assert failure(check, lambda *_, **__: None)


@pytest.mark.parametrize(
    ("question", "wrong", "lost"),
    [
        ("freeze", "weights_only", {"values", "hidden"}),
        ("freeze", "eval_too", {"rest"}),
        ("replace_head", "softmax", {"shape", "hidden"}),
        ("replace_head", "head_frozen", {"learns"}),
        ("replace_head", "body_reset", {"body"}),
        ("extract_features", "sorted", {"values", "hidden"}),
        ("extract_features", "gradients", {"mode"}),
        ("extract_features", "left_in_eval", {"untouched"}),
        ("parameter_groups", "exchanged", {"values", "hidden"}),
        ("parameter_groups", "shared_twice", {"once"}),
        ("parameter_groups", "frozen_in", {"frozen"}),
        ("random_mirror", "upside_down", {"values", "values_hidden"}),
        ("random_mirror", "global", {"random", "random_hidden"}),
        ("random_crop", "mirrored", {"values", "values_hidden"}),
        ("random_crop", "never_last", {"random", "random_hidden"}),
        ("random_crop", "no_error", {"errors"}),
        ("ten_crop", "upside_down", {"values", "hidden"}),
        ("ten_crop", "no_name", {"errors"}),
        ("split_then_augment", "test_augmented", {"leak", "leak_hidden"}),
        ("split_then_augment", "labels_of_copies", {"copies", "copies_hidden"}),
        ("split_then_augment", "first_ones", {"random", "random_hidden"}),
    ],
)
def test_one_wrong_idea_costs_its_own_points(question: str, wrong: str, lost: set[str]) -> None:
    answer = bank(question, "wrong")[f"wrong_{wrong}"]
    mine = [check for check in CHECKS if question_of(check) == question]
    failed = {check.removeprefix(f"check_{question}_") for check in mine if not passes(check, answer)}
    assert failed == lost


def test_ideas_are_in_the_shipped_table() -> None:
    for question in week08.PROBES:
        ideas = {read_solution(path).idea.name for path in (BANK / question).glob("wrong_*.py")}  # type: ignore[union-attr]
        assert ideas == {entry["idea"] for entry in table()[question].values()}


# ------------------------------------------------------------------------------------------ probes


def test_probes_leave_the_process_as_it_was(solutions: dict[str, Any]) -> None:
    torch.set_num_threads(2)
    state = torch.random.get_rng_state()
    for check in CHECKS:
        getattr(week08, check)(solutions[question_of(check)])
    assert torch.equal(torch.random.get_rng_state(), state)
    assert torch.get_num_threads() == 2
    assert torch.is_grad_enabled()


def test_global_generators_are_watched_and_restored() -> None:
    draws = {"np.random": lambda: np.random.random(), "random": random.random, "torch": lambda: torch.rand(1)}
    for name, draw in draws.items():
        before = repr(np.random.get_state(legacy=False)), random.getstate()
        with transfer_probes.watching_generators() as used:
            draw()
        assert used == [name]
        assert (repr(np.random.get_state(legacy=False)), random.getstate()) == before


def test_a_network_is_made_of_its_arrays() -> None:
    state = networks.pretrained_state(tied=True)
    model = transfer_probes.pretrained(state, tied=True, head_first=True, frozen=["features.norm"])
    assert next(iter(dict(model.named_children()))) == "classifier"
    assert model.features[3][0].weight is model.features[3][2].weight
    assert [name for name, learns in transfer_probes.flags_of(model).items() if not learns] == [
        "features.norm.weight",
        "features.norm.bias",
    ]
    numbers = sum(p.numel() for p in model.parameters() if p.requires_grad)
    assert numbers == oracles.count(state, ["features.norm"], tied=True)


# ----------------------------------------------------------------------------------------- oracles


def test_oracle_of_the_features_agrees_with_the_module() -> None:
    state, x = extract_features._extractor(3, 4), extract_features._rows(6, 3)
    model = transfer_probes.watched(state).eval()
    with torch.no_grad():
        np.testing.assert_allclose(model(torch.from_numpy(x)).numpy(), oracles.features(state, x), atol=1e-3)


def test_shift_of_the_worked_example() -> None:
    shifted = oracles.pca_color_shift(**pca_color_shift.WORKED_PCA.required)
    np.testing.assert_allclose(shifted[0, 0], [12, 24, 31])


def test_ten_crops_of_the_worked_example() -> None:
    crops = dict(oracles.ten_crops(np.arange(1, 17).reshape(4, 4, 1), 2))
    assert len(crops) == 10
    assert [crop[..., 0].tolist() for crop in crops["bottom right"]] == [[[11, 12], [15, 16]]]
    assert {str(crop[..., 0].tolist()) for crop in crops["mirrored centre"]} == {"[[7, 6], [11, 10]]"}


def test_an_odd_margin_leaves_two_mirrored_centres() -> None:
    crops = dict(oracles.ten_crops(np.arange(1, 9).reshape(2, 4, 1), 1))
    assert [crop.item() for crop in crops["centre"]] == [2]
    assert [crop.item() for crop in crops["mirrored centre"]] == [2, 3]


def test_only_uneven_places_are_uneven() -> None:
    generator = np.random.default_rng(0)
    even = Counter(generator.integers(15, size=500).tolist())
    assert not uneven(even, 15)
    rounded = Counter(map(tuple, np.round(generator.random((500, 2)) * (2, 4)).tolist()))
    assert len(rounded) == 15
    assert uneven(rounded, 15)


def test_mean_and_vote_differ_in_the_worked_example() -> None:
    assert oracles.ensemble(ensemble_predict.WORKED_ENSEMBLE.required["probabilities"])[0] == 0


@pytest.mark.parametrize("check", HIDDEN)
@pytest.mark.parametrize("seeds", [range(5), pytest.param(range(200), marks=pytest.mark.slow)], ids=["few", "many"])
def test_hidden_checks_never_fail_the_reference_by_chance(
    check: str, seeds: range, solutions: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in seeds:
        monkeypatch.setenv("CNN_COURSE_CHECK_SEED", str(seed))
        getattr(week08, check)(solutions[question_of(check)])
