"""The checks of week 6 as students meet them: what they accept, what they say, and that nothing odd breaks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.unit.graded import Assignment, Handle
from utils.checks.report import CheckFailed

torch = pytest.importorskip("torch")
pytest.importorskip("tensorflow")
from utils.checks import module_probes, week06  # noqa: E402
from utils.checks import oracles_week06 as oracles  # noqa: E402
from utils.checks.week06 import blocks, resnet  # noqa: E402

WEEK = Assignment("week06_residual")
nn = torch.nn
ROOT = Path(__file__).parents[2]
KERAS = "residual_block"
SCALARS = ("separable_cost_ratio", "compound_scaling")
TORCH = [name for name in WEEK.checks if not name.startswith(f"check_{KERAS}")]
MODULES = [name for name in TORCH if not name.startswith(tuple(f"check_{scalar}" for scalar in SCALARS))]


class Odd(nn.Module):
    """A block that takes any arguments and returns any thing."""

    thing: Any = None

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))

    def forward(self, x: Any) -> Any:
        return self.thing


ODD: dict[str, Any] = {
    "none": None,
    "text": "3",
    "not a number": float("nan"),
    "handle": Handle(),
    "empty tensor": torch.zeros(0, 1, 28, 28),
    "complex tensor": torch.ones(2, 4, 8, 8, dtype=torch.complex64),
    "pair": (torch.ones(2, 4, 8, 8), 1),
    "tensor of nan": torch.full((2, 8, 8, 8), float("nan")),
    "object array": np.array([[None, "a"]], dtype=object),
    "module": nn.Linear(1, 1),
    "function": len,
}


@pytest.mark.parametrize("check", MODULES)
@pytest.mark.parametrize("odd", ODD)
def test_modules_with_odd_outputs_fail_with_a_message(check: str, odd: str) -> None:
    kind = type("Block", (Odd,), {"thing": ODD[odd]})
    assert WEEK.failure(check, kind).startswith(WEEK.question_of(check))


def test_message_has_the_form_of_the_course() -> None:
    wrong = WEEK.bank("ResidualBlock", "wrong")["wrong_relu_before_and_after"]
    assert WEEK.failure("check_ResidualBlock_sum", wrong).splitlines() == [
        "ResidualBlock: the shortcut does not come through.",
        "  you were asked for   ResidualBlock(4, 4), all kernels 0, gamma 1, beta -1",
        "  x[0, 0, 0]           4 -2 8 2",
        "  yours                4 0 8 2",
        "  expected             3 0 7 1",
        "  this is what you get when ReLU stands on both sides of the sum.",
        "  The one before the sum takes away every negative correction. Look at what beta = -1 leaves.",
        '  Lesson 6.1, "The shortcut".',
    ]


def test_one_wrong_idea_costs_one_point() -> None:
    wrong = WEEK.bank("InvertedResidual", "wrong")
    for name, lost in (
        ("wrong_relu_after_projection", "linear"),
        ("wrong_relu_for_relu6", "relu6"),
        ("wrong_no_skip", "skip"),
        ("wrong_stride_in_expansion", "parts"),
        ("wrong_stride_ignored", "shape"),
    ):
        for aspect in ("shape", "parts", "relu6", "linear", "skip"):
            check = getattr(week06, f"check_InvertedResidual_{aspect}")
            if aspect == lost:
                with pytest.raises(CheckFailed):
                    check(wrong[name])
            else:
                check(wrong[name])


def test_rounding_to_four_digits_is_seen() -> None:
    def rounded(phi: float, alpha: float = 1.2, beta: float = 1.1, gamma: float = 1.15) -> tuple[float, ...]:
        return tuple(round(base**phi, 4) for base in (alpha, beta, gamma))

    week06.check_compound_scaling_values(rounded)
    assert "wrong values" in WEEK.failure("check_compound_scaling_hidden", rounded)


# ------------------------------------------------------------------------------------------ probes


def test_layers_functions_and_operators_leave_the_same_trace() -> None:
    class Layers(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(3, 4, 3, stride=2, padding=1, bias=False)
            self.norm, self.act = nn.BatchNorm2d(4), nn.ReLU(inplace=True)

        def forward(self, x: Any) -> Any:
            return self.act(self.norm(self.conv(x)))

    class Functions(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Module()
            self.conv.weight = nn.Parameter(torch.ones(4, 3, 3, 3))
            self.norm = nn.BatchNorm2d(4)

        def forward(self, x: Any) -> Any:
            y = nn.functional.conv2d(x, self.conv.weight, stride=2, padding=1)
            return self.norm(y).relu()

    first, second = (module_probes.anatomy(kind, (), {}, (1, 3, 8, 8)) for kind in (Layers, Functions))
    assert first == second
    kinds = [operation["kind"] for operation in first["operations"]]
    assert kinds == ["convolution", "normalisation", "relu"]
    assert [operation["sources"] for operation in first["operations"]] == [[module_probes.INPUT], [0], [1]]
    assert first["operations"][0]["weight"] == "conv.weight"


def test_weights_outside_of_the_parameters_have_no_name() -> None:
    class Hidden(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layers = [nn.Conv2d(3, 4, 3)]

        def forward(self, x: Any) -> Any:
            return self.layers[0](x)

    found = module_probes.anatomy(Hidden, (), {}, (1, 3, 8, 8))
    assert found["operations"][0]["weight"] is None
    assert found["parameters"] == []


def test_filled_weights_are_alike_for_equal_shapes_and_any_eps() -> None:
    recipe = {"seed": 1, "kind": "random"}
    model = nn.Sequential(nn.Conv2d(3, 3, 3), nn.BatchNorm2d(3, eps=0.1), nn.Conv2d(3, 3, 3), nn.BatchNorm2d(3))
    module_probes.fill(model, (1, 3, 9, 9), recipe)
    assert torch.equal(model[0].weight, model[2].weight)
    assert not model[0].bias.any()
    torch.testing.assert_close(model[1].running_var + 0.1, model[3].running_var + 1e-5)


def test_twins_that_share_a_weight_are_seen() -> None:
    shared = nn.Parameter(torch.ones(4, 3, 1, 1))

    class Shared(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weight = shared

    assert module_probes.twins(Shared, (), {}, (1, 3, 4, 4))
    assert not module_probes.twins(nn.Conv2d, (3, 4, 1), {}, (1, 3, 4, 4))


def test_derivatives_of_a_convolution_are_its_kernel() -> None:
    conv = nn.Conv2d(2, 3, 3, padding=1)
    found = module_probes.jacobian(lambda: conv, (), {}, np.zeros((1, 2, 7, 7), np.float32))
    np.testing.assert_allclose(found[0, :, :, 2:5, 2:5], conv.weight.detach().numpy())
    assert np.count_nonzero(found) == conv.weight.numel()


# ----------------------------------------------------------------------------------------- oracles


@pytest.mark.parametrize("training", [False, True])
def test_oracle_of_the_block_agrees_with_the_solution(training: bool, solutions: dict[str, Any]) -> None:
    random, recipe = np.random.default_rng(1), {"seed": 7, "kind": "random"}
    for case in blocks.BASIC.cases:
        x = random.normal(size=(3, case[0], 7, 6)).astype(np.float32)
        scene = blocks.BASIC.scene(case, x, recipe=recipe, training=training)
        value = module_probes.answer(solutions["ResidualBlock"], *scene.required.values())
        expected = oracles.residual(x, case, recipe, training=training)
        np.testing.assert_allclose(value["output"], expected, rtol=1e-4, atol=1e-4)


def test_oracle_of_the_network_agrees_with_the_library(solutions: dict[str, Any]) -> None:
    from utils.models import resnet18

    recipe = {"seed": 2, "kind": "random"}
    x = np.random.default_rng(3).normal(size=(1, 3, 64, 64)).astype(np.float32)
    value = module_probes.answer(resnet18, (), {"classes": 6}, x, recipe)
    np.testing.assert_allclose(value["output"], oracles.resnet(x, [2, 2, 2, 2], 6, recipe), rtol=1e-3, atol=1e-3)
    assert resnet._resnet_count([2, 2, 2, 2], 1000, 3) == resnet.PARAMETERS[2, 2, 2, 2]
    assert resnet._resnet_count([3, 4, 6, 3], 1000, 3) == resnet.PARAMETERS[3, 4, 6, 3]


def test_oracle_of_the_cost_is_the_sum_of_reciprocals() -> None:
    for outputs, kernel in ((5, 3), (64, 3), (7, 5)):
        assert oracles.cost_ratio(outputs, kernel) == pytest.approx(1 / outputs + 1 / kernel**2)


@pytest.mark.parametrize("check", [name for name in TORCH if name.endswith(("_hidden", "_learning"))])
@pytest.mark.parametrize("seeds", [range(5), pytest.param(range(300), marks=pytest.mark.slow)], ids=["few", "many"])
def test_hidden_checks_never_fail_the_reference_by_chance(
    check: str, seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    WEEK.judge_reference(check, seeds, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("check", ["check_residual_block_sum_hidden", "check_residual_block_learning"])
def test_hidden_checks_of_keras_never_fail_the_reference_by_chance(check: str, monkeypatch: pytest.MonkeyPatch) -> None:
    WEEK.judge_reference(check, range(30), monkeypatch)
