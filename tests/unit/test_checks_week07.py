"""The checks of week 7 as students meet them: what they accept, what they say, and that nothing odd breaks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.unit.graded import Assignment
from utils.checks.report import run

torch = pytest.importorskip("torch")
from utils.checks import oracles_week07 as oracles  # noqa: E402
from utils.checks import seeing_probes  # noqa: E402
from utils.checks.week07 import embed_tsne, grad_cam, neighbour_purity, networks  # noqa: E402

WEEK = Assignment("week07_seeing")
ROOT = Path(__file__).parents[2]
HIDDEN = [name for name in WEEK.checks if name.endswith("_hidden")]


def test_message_has_the_form_of_the_course() -> None:
    wrong = WEEK.bank("saliency", "wrong")["wrong_signed"]
    assert WEEK.failure("check_saliency_values", wrong).splitlines() == [
        "saliency: wrong values.",
        "  you were asked for   saliency(model in eval mode, image (2, 1, 3), label=0)",
        "  shape                (1, 3)  as expected",
        "  yours                [[1, 0, 1]]",
        "  expected             [[3, 2, 1]]",
        "  this is what you get when the sign is kept when the largest is taken.",
        '  A large negative gradient matters as much as a positive one. Lesson 7.3, "Saliency".',
    ]


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
    assert WEEK.lost(question, WEEK.solution(question, f"wrong_{wrong}")) == lost


# ------------------------------------------------------------------------------------------ probes


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
    check: str, seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    WEEK.judge_reference(check, seeds, monkeypatch)
