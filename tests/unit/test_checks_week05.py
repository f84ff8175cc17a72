"""The checks of week 5 as students meet them: what they accept, what they say, and that nothing odd breaks them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.unit.graded import Assignment, Handle

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

from utils.checks import classic_probes  # noqa: E402
from utils.checks import oracles_week05 as oracles  # noqa: E402
from utils.checks.week05 import conv_macs, inception, lenet5, networks, nin_block, vgg16, vgg_block  # noqa: E402

WEEK = Assignment("week05_classics")
ROOT = Path(__file__).parents[2]
HIDDEN = [name for name in WEEK.checks if name.endswith("_hidden") or name == "check_Inception_order"]


class Answering(nn.Module):
    """A network that answers everything with the same thing."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer

    def forward(self, _: Any) -> Any:
        return self.answer


ODD: dict[str, Any] = {
    "none": None,
    "text": "3",
    "not a number": float("nan"),
    "tuple": (1.0, 2.0),
    "handle": Handle(),
    "tensor": torch.ones(2, 3),
    "object array": np.array([[None, "a"]], dtype=object),
    "class": nn.Linear,
    "empty network": nn.Sequential(),
    "linear network": nn.Linear(1, 1),
    "network of none": Answering(None),
    "network of nothing": Answering(torch.zeros(0, 0, 0, 0)),
    "network of scalars": Answering(torch.tensor(1.0)),
    "network of integers": Answering(torch.ones(2, 3, dtype=torch.int64)),
    "network of words": Answering("maps"),
    "network of tuples": Answering((torch.ones(1), torch.ones(2))),
    "network of complex numbers": Answering(torch.ones(2, 3, 4, 4, dtype=torch.complex64)),
}


@pytest.mark.parametrize("check", [name for name in WEEK.checks if WEEK.question_of(name) != "conv_macs"])
def test_a_network_that_raises_fails_with_a_message(check: str, solutions: dict[str, Any]) -> None:
    class Broken(nn.Module):
        def forward(self, _: Any) -> Any:
            raise ZeroDivisionError("division by zero")

    assert WEEK.failure(check, lambda *_, **__: Broken()).startswith(WEEK.question_of(check))


# ---------------------------------------------------------------- one wrong idea costs the points of that idea alone

ALONE = {
    "lenet5": {
        "wrong_relu": {"tanh"},
        "wrong_softmax": {"tanh"},
        "wrong_max_pooling": {"pooling"},
        "wrong_classes_ignored": {"shape"},
        "wrong_frozen": {"parameters"},
    },
    "vgg_block": {
        "wrong_no_relu": {"relu"},
        "wrong_average_pooling": {"windows"},
        "wrong_batch_norm": {"parameters"},
        "wrong_no_padding": {"shape", "windows"},
    },
    "vgg16": {
        "wrong_average_pooling": {"layers"},
        "wrong_no_bias": {"parameters"},
        "wrong_classes_ignored": {"options"},
    },
    "nin_block": {
        "wrong_no_relu": {"relu"},
        "wrong_stride_ignored": {"shape", "windows"},
        "wrong_dropout": {"parameters"},
    },
    "Inception": {
        "wrong_average_pool": {"pool"},
        "wrong_pool_first": {"order"},
        "wrong_no_relu": {"relu"},
        "wrong_depthwise": {"parameters", "windows", "relu"},
        "wrong_frozen": {"parameters"},
    },
}


@pytest.mark.parametrize(("question", "idea"), [(q, idea) for q, ideas in ALONE.items() for idea in ideas])
def test_an_idea_costs_its_own_points_only(question: str, idea: str) -> None:
    lost = WEEK.lost(question, WEEK.solution(question, idea))
    assert {aspect.removesuffix("_hidden") for aspect in lost} == ALONE[question][idea]


# ------------------------------------------------------------------------------------------ probes


def test_counting_vgg16_takes_no_memory_for_its_weights() -> None:
    code = (
        "import resource, torch\n"
        "from pathlib import Path\n"
        "from utils.checks import classic_probes\n"
        f"exec(Path({str(WEEK.folder / 'vgg16' / 'correct_stages.py')!r}).read_text())\n"
        "classic_probes.blueprint(lambda: torch.nn.Conv2d(3, 4, 3), ((), {}), (1, 3, 8, 8))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "classic_probes.blueprint(vgg16, ((), {}), (2, 3, 224, 224))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert int(output) * (1 if sys.platform == "darwin" else 1024) < 20e6 < 4 * vgg16.WEIGHTS


RELUS: dict[str, Callable[[Any], Any]] = {
    "function": F.relu,
    "in place": torch.relu_,
    "clamp": lambda x: x.clamp(min=0),
    "threshold": lambda x: F.threshold(x, 0, 0),
    "maximum": lambda x: torch.maximum(x, torch.zeros_like(x)),
    "product": lambda x: x * (x > 0),
    "where": lambda x: torch.where(x > 0, x, 0),
    "mask": lambda x: x.masked_fill(x < 0, 0),
    "half of a sum": lambda x: (x + x.abs()) / 2,
}
OTHERS: dict[str, Callable[[Any], Any]] = {
    "leaky": F.leaky_relu,
    "gelu": F.gelu,
    "relu6": F.relu6,
    "tanh": torch.tanh,
    "silu": F.silu,
    "softplus": F.softplus,
    "absolute": torch.abs,
    "dropout": lambda x: F.dropout(F.relu(x)),
    "softmax": lambda x: F.relu(x).softmax(dim=1),
}


@pytest.mark.parametrize("style", [*RELUS, *OTHERS])
def test_an_activation_is_known_by_what_it_does(style: str) -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second = nn.Conv2d(3, 4, 3, padding="same"), nn.Conv2d(4, 2, 3)

        def forward(self, x: Any) -> Any:
            x = F.max_pool2d({**RELUS, **OTHERS}[style](self.first(x)), 2)
            return self.second(F.pad(x, (1, 1, 1, 1)))

    rows = classic_probes.blueprint(Net, ((), {}), (2, 3, 8, 8))["rows"]
    assert [row[0] for row in rows] == [
        "convolution",
        "relu" if style in RELUS else "other activation",
        "max pool",
        "convolution",
    ]
    assert rows[3] == ("convolution", 4, 2, 3, 1, 1, 1)


def test_weights_are_found_by_size_in_every_style() -> None:
    random = np.random.default_rng(0)
    arrays = networks.make_weights(random, lenet5._shapes(), "random")
    for style, kind in WEEK.bank("lenet5", "correct").items():
        model = classic_probes.built(kind, ((), {}), (1, 1, 32, 32))
        with torch.no_grad():
            classic_probes.weigh(model, arrays)
        found = sorted(round(float(p.detach().double().sum()), 3) for p in model.parameters())
        assert found == sorted(round(float(array.astype(np.float64).sum()), 3) for array in arrays), style


# ----------------------------------------------------------------------------------------- oracles


def test_counts_are_those_of_the_papers() -> None:
    assert networks.count_numbers(lenet5._shapes()) == lenet5.WEIGHTS == 61_706
    assert networks.count_numbers(vgg16._shapes()) == vgg16.WEIGHTS == 138_357_544
    assert networks.count_numbers(inception._kernels(192, 64, 96, 128, 16, 32, 32)) == 163_328


def test_oracle_of_multiply_adds_agrees_with_a_count_by_hand(solutions: dict[str, Any]) -> None:
    for call, expected in (*conv_macs._MACS, *conv_macs._GROUPS):
        assert oracles.conv_macs(*call.required.values(), **call.options) == expected


def test_oracles_of_networks_agree_with_the_solutions(solutions: dict[str, Any]) -> None:
    random = np.random.default_rng(1)
    for question, shapes, spec, shape, expected in (
        (
            "lenet5",
            lenet5._shapes(),
            ((), {}),
            (2, 1, 32, 32),
            lambda w, x: oracles.lenet5(w, x, squash="tanh", before=True, after=False),
        ),
        ("vgg_block", vgg_block.vgg_kernels(3, 4, 2), ((3, 4, 2), {}), (2, 3, 7, 8), oracles.vgg_block),
        (
            "nin_block",
            nin_block._kernels(3, 4, 3),
            ((3, 4, 3), {"stride": 2, "padding": 1}),
            (2, 3, 7, 8),
            lambda w, x: oracles.nin_block(w, x, stride=2, padding=1),
        ),
        (
            "Inception",
            inception._kernels(*inception.WIDTHS),
            (inception.WIDTHS, {}),
            (2, 5, 6, 7),
            lambda w, x: np.concatenate(oracles.inception(w, x), axis=1),
        ),
    ):
        arrays = networks.make_weights(random, shapes, "random")
        x = random.normal(size=shape).astype(np.float32)
        found = classic_probes.answer(solutions[question], spec, x, arrays)
        np.testing.assert_allclose(found["output"], expected(arrays, x), atol=1e-4, err_msg=question)


@pytest.mark.parametrize("check", HIDDEN)
@pytest.mark.parametrize("seeds", [range(10), pytest.param(range(500), marks=pytest.mark.slow)], ids=["few", "many"])
def test_hidden_checks_never_fail_the_reference_by_chance(
    check: str, seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    WEEK.judge_reference(check, seeds, monkeypatch)
