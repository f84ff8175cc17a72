"""The explorer of the training loop: its arithmetic, against PyTorch, and what it refuses."""

import math

import pytest
import torch

from utils import explorers
from utils.explorers.training_loop import rounds


@pytest.mark.parametrize("clear", [True, False])
@pytest.mark.parametrize("rate", [0.05, 0.24, 0.3])
def test_rounds_are_those_of_pytorch(clear, rate):
    w = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=rate)
    for after in rounds(1.0, 2.0, 6.0, rate, 6, clear):
        if clear:
            optimizer.zero_grad()
        loss = (w * 2 - 6) ** 2
        loss.backward()
        optimizer.step()
        assert after == pytest.approx((loss.item(), w.grad.item(), w.item()))


def test_picture_tells_both_ends():
    explorer = explorers.training_loop()
    assert "with zero_grad, w after 12 rounds is 3;" in explorer.picture.alt
    assert "without zero_grad" in explorer.picture.alt
    assert '"clear":true' in explorer.html()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [({"w": math.nan}, "w"), ({"w": True}, "w"), ({"x": 0}, "x"), ({"target": "6"}, "target"),
     ({"rate": 0}, "rate"), ({"rate": 0.6}, "rate")],
)  # fmt: skip
def test_refusals_name_the_argument(arguments, named):
    with pytest.raises(ValueError, match=f"^{named} must"):
        explorers.training_loop(**arguments)
