"""The checks of week 7 as students meet them: what they accept, what they say, and that nothing odd breaks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.audit import read_solution
from autograder.course import Course
from utils.checks.fingerprints import fingerprint, name_idea, table
from utils.checks.report import CheckFailed, run

torch = pytest.importorskip("torch")
from utils.checks import oracles_week07 as oracles  # noqa: E402
from utils.checks import seeing_probes, week07  # noqa: E402
from utils.checks.week07 import embed_tsne, grad_cam, neighbour_purity, networks  # noqa: E402

ROOT = Path(__file__).parents[2]
WEEK = "week07_seeing"
BANK = ROOT / "autograder" / "bank" / WEEK
CHECKS = sorted(name for name in vars(week07) if name.startswith("check_"))
HIDDEN = [name for name in CHECKS if name.endswith("_hidden")]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def question_of(check: str) -> str:
    return max((q for q in week07.PROBES if check.startswith(f"check_{q}_")), key=len)


def names(code: str, question: str) -> Any:
    from sklearn.manifold import TSNE

    given = {"np": np, "torch": torch, "nn": torch.nn, "F": torch.nn.functional, "TSNE": TSNE}
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
        getattr(week07, check)(answer)
    return str(caught.value)


def passes(check: str, answer: Any) -> bool:
    try:
        getattr(week07, check)(answer)
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
    assert getattr(week07, check)(solutions[question_of(check)]) is None  # a number would be read as partial credit
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
@pytest.mark.parametrize("thing", [None, 3, "saliency", Handle()], ids=lambda thing: type(thing).__name__)
def test_what_cannot_be_called_is_said_so(check: str, thing: Any) -> None:
    assert "not a function" in failure(check, thing)


@pytest.mark.parametrize("question", week07.PROBES)
def test_correct_styles_share_their_fingerprint(question: str, solutions: dict[str, Any]) -> None:
    probes = week07.PROBES[question]
    styles = bank(question, "correct", "equivalent")
    assert len(styles) >= 4
    for aspect in set(probes) - {"errors"}:
        expected = fingerprint(solutions[question], probes, aspect)
        assert {name for name, answer in styles.items() if fingerprint(answer, probes, aspect) != expected} == set()


@pytest.mark.parametrize("question", week07.PROBES)
def test_every_wrong_solution_is_named(question: str) -> None:
    for path in sorted((BANK / question).glob("wrong_*.py")):
        idea = read_solution(path).idea
        found = name_idea(
            question, names(path.read_text(), question), week07.PROBES[question], [*week07.PROBES[question]]
        )
        assert found is not None, path.name
        assert idea is not None
        assert found.name == idea.name


@pytest.mark.parametrize("question", week07.PROBES)
def test_what_always_raises_gets_no_name(question: str) -> None:
    for error in (ValueError("not enough values to unpack"), TypeError("missing argument"), NameError("x")):
        aspects = [aspect for aspect in week07.PROBES[question] if aspect != "errors"]
        assert name_idea(question, raising(error), week07.PROBES[question], aspects) is None


def test_message_has_the_form_of_the_course() -> None:
    wrong = bank("saliency", "wrong")["wrong_signed"]
    assert failure("check_saliency_values", wrong).splitlines() == [
        "saliency: wrong values.",
        "  you were asked for   saliency(model in eval mode, image (2, 1, 3), label=0)",
        "  shape                (1, 3)  as expected",
        "  yours                [[1, 0, 1]]",
        "  expected             [[3, 2, 1]]",
        "  this is what you get when the sign is kept when the largest is taken.",
        '  A large negative gradient matters as much as a positive one. Lesson 7.3, "Saliency".',
    ]


def test_a_function_that_does_nothing_gets_no_point() -> None:
    for check in CHECKS:
        assert failure(check, lambda *_, **__: None)


@pytest.mark.parametrize(
    ("question", "wrong", "lost"),
    [
        ("capture_activations", "inputs", {"values", "hidden"}),
        ("capture_activations", "hooks_left", {"hooks"}),
        ("capture_activations", "unknown_ignored", {"errors"}),
        ("capture_activations", "no_eval", {"mode"}),
        ("occlusion_map", "probability", {"values", "hidden"}),
        ("occlusion_map", "only_height", {"errors"}),
        ("occlusion_map", "no_eval", {"untouched"}),
        ("saliency", "sum", {"values", "hidden"}),
        ("saliency", "image_marked", {"untouched"}),
        ("grad_cam", "position_by_position", {"values", "hidden"}),
        ("grad_cam", "zero_by_zero", {"zero"}),
        ("grad_cam", "hook_left", {"untouched"}),
        ("neighbour_purity", "itself", {"values", "hidden"}),
    ],
)
def test_one_wrong_idea_costs_its_own_points(question: str, wrong: str, lost: set[str]) -> None:
    answer = bank(question, "wrong")[f"wrong_{wrong}"]
    mine = [check for check in CHECKS if question_of(check) == question]
    failed = {check.removeprefix(f"check_{question}_") for check in mine if not passes(check, answer)}
    assert failed == lost


def test_ideas_are_in_the_shipped_table() -> None:
    for question in week07.PROBES:
        ideas = {read_solution(path).idea.name for path in (BANK / question).glob("wrong_*.py")}  # type: ignore[union-attr]
        assert ideas == {entry["idea"] for entry in table()[question].values()}


# ------------------------------------------------------------------------------------------ probes


def test_probes_leave_the_process_as_it_was(solutions: dict[str, Any]) -> None:
    torch.set_num_threads(2)
    state = torch.random.get_rng_state()
    for check in CHECKS:
        getattr(week07, check)(solutions[question_of(check)])
    assert torch.equal(torch.random.get_rng_state(), state)
    assert torch.get_num_threads() == 2
    assert torch.is_grad_enabled()


def test_hooks_of_all_kinds_are_counted() -> None:
    model = seeing_probes.network(networks.seer(1, 4, 4))
    assert seeing_probes.hooks_of(model) == 0
    layer = model.get_submodule("features.conv")
    handles = [
        layer.register_forward_hook(lambda *_: None),
        layer.register_forward_pre_hook(lambda *_: None),
        layer.register_full_backward_hook(lambda *_: None),
        torch.nn.modules.module.register_module_forward_hook(lambda *_: None),
    ]
    layer.forward = lambda x: x  # type: ignore[method-assign]
    assert seeing_probes.hooks_of(model) == 5
    for handle in handles:
        handle.remove()
    assert seeing_probes.hooks_of(model) == 1


def test_a_layer_is_passed_by_name_and_then_itself() -> None:
    seen: list[Any] = []

    def see_layer(model: Any, layer: Any, image: Any, label: int) -> Any:
        seen.append(layer)
        return layer.stride

    run(lambda *a, **k: seeing_probes.mapped_by(see_layer, *a, **k), grad_cam.CAM_SCENES[2])
    assert seen[0] == "features.block.0"
    assert isinstance(seen[1], torch.nn.Conv2d)


def test_arrays_are_passed_and_then_tensors() -> None:
    assert seeing_probes.with_either(lambda x: x.mean(axis=0).tolist(), np.ones((2, 2))) == [1.0, 1.0]
    assert seeing_probes.with_either(lambda x: x.unsqueeze(0).tolist(), np.ones(2)) == [[1.0, 1.0]]


# ----------------------------------------------------------------------------------------- oracles


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_oracle_of_the_layers_agrees_with_the_modules(stride: int) -> None:
    random = np.random.default_rng(stride)
    state, images = networks.random_seer(random, 2, 7, 6, stride), networks.noise(random, 3, 2, 7, 6)
    model = seeing_probes.network(state, stride)
    expected = oracles.activations(state, images, stride)
    for name, layer in model.named_modules():
        layer.register_forward_hook(
            lambda m, i, out, name=name: np.testing.assert_allclose(out.numpy(), expected[name], rtol=1e-4, atol=1e-4)
        )
    with torch.no_grad():
        assert model(torch.from_numpy(images)).shape == expected[""].shape


def test_saliency_of_a_template_is_its_weights() -> None:
    state, image = networks.template(2, 3, 4), networks.pixels(2, 3, 4)
    expected = np.abs(state["dense.weight"][1].reshape(2, 3, 4)).max(axis=0)
    np.testing.assert_allclose(oracles.saliency(state, image, 1), expected)


def test_occlusion_of_a_detector_of_one_pixel_is_the_windows_that_hold_it() -> None:
    state = {"dense.weight": np.zeros((2, 20), np.float32), "dense.bias": np.zeros(2, np.float32)}
    state["dense.weight"][1, 5 * 1 + 3] = 2.0  # row 1, column 3 of a 4 x 5 image
    image = np.ones((1, 4, 5), np.float32)
    found = oracles.occlusion_map(state, image, 1, patch=2, step=1)
    expected = np.zeros((3, 4))
    expected[0:2, 2:4] = 2.0
    np.testing.assert_allclose(found, expected)


def test_class_map_of_the_worked_example() -> None:
    state, image = grad_cam.CAM_SCENES[0].required["state"], grad_cam.CAM_SCENES[0].required["image"]
    raw = oracles.class_map(state, "features.block.1", image, 0)
    np.testing.assert_allclose(raw, [[0, 4, -4], [8, 12, 0]], atol=1e-5)
    np.testing.assert_allclose(grad_cam._cam(grad_cam.CAM_SCENES[0]), [[0, 1 / 3, 0], [2 / 3, 1, 0]], atol=1e-5)


def test_purity_agrees_with_all_pairs() -> None:
    points, labels = neighbour_purity._scattered(40)
    for k in (1, 5, 20):
        np.testing.assert_allclose(oracles.purity(points, labels, k), embed_tsne._purity(points, labels, k))


@pytest.mark.parametrize("check", HIDDEN)
@pytest.mark.parametrize("seeds", [range(5), pytest.param(range(200), marks=pytest.mark.slow)], ids=["few", "many"])
def test_hidden_checks_never_fail_the_reference_by_chance(
    check: str, seeds: range, solutions: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in seeds:
        monkeypatch.setenv("CNN_COURSE_CHECK_SEED", str(seed))
        getattr(week07, check)(solutions[question_of(check)])
