"""Batch normalisation folded into convolutions: the same answers, fewer layers, the model itself untouched."""

import copy

import pytest
import torch
from torch import nn

from utils.models import MBConv, SameConv2d, efficientnet_lite0, mobilenet_v2
from utils.models.folding import fold_batch_norm


def lived(model: nn.Module) -> nn.Module:
    """The model in eval mode, its batch normalisations as if they had been trained: nothing is 0 or 1."""
    torch.manual_seed(0)
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.running_mean.normal_()
            part.running_var.uniform_(0.5, 2)
            if part.affine:
                nn.init.uniform_(part.weight, -1, 2)
                nn.init.normal_(part.bias)
    return model.eval()


def normalisations(model: nn.Module) -> int:
    return sum(isinstance(part, nn.BatchNorm2d) for part in model.modules())


@pytest.mark.parametrize(
    "model",
    [
        nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU()),
        nn.Sequential(
            nn.Conv2d(3, 4, 3, bias=False), nn.BatchNorm2d(4, eps=0.1), nn.Conv2d(4, 2, 1), nn.BatchNorm2d(2)
        ),
        nn.Sequential(nn.Conv2d(3, 6, 3, stride=2, groups=3), nn.BatchNorm2d(6, affine=False)),
        MBConv(3, 3, 5),
        MBConv(3, 4, 3, stride=2, squeeze=2),
    ],
    ids=["bias", "twice", "depthwise", "shortcut", "same padding"],
)
def test_answers_are_the_same_and_no_normalisation_is_left(model: nn.Module) -> None:
    folded = fold_batch_norm(lived(model))
    images = torch.randn(2, 3, 9, 9)
    torch.testing.assert_close(folded(images), model(images), rtol=1e-4, atol=1e-5)
    assert normalisations(model) > 0
    assert normalisations(folded) == 0


@pytest.mark.parametrize("build", [efficientnet_lite0, mobilenet_v2])
def test_whole_networks_keep_their_answers_and_their_layout(build: type[nn.Module]) -> None:
    model = lived(build(classes=5))
    state = copy.deepcopy(model.state_dict())
    folded = fold_batch_norm(model)
    images = torch.randn(2, 3, 32, 32)
    with torch.inference_mode():
        expected = model.double()(images.double())
        error = (folded.double()(images.double()) - expected).abs().max() / expected.abs().max()
    assert error < 1e-6  # the folded weights are rounded to float32
    assert normalisations(folded) == 0
    assert [name for name, _ in folded.named_modules()] == [name for name, _ in model.named_modules()]
    assert all(torch.equal(tensor, state[name]) for name, tensor in model.float().state_dict().items())


def test_kinds_of_convolution_stay() -> None:
    folded = fold_batch_norm(efficientnet_lite0().eval())
    assert {type(part) for part in folded.modules() if isinstance(part, nn.Conv2d)} == {SameConv2d}


def test_an_activation_behind_both_works_in_place_and_no_other() -> None:
    relu = nn.ReLU()

    class Shared(nn.Module):
        """Uses one activation twice: behind a normalisation, and on the input, which it needs again."""

        def __init__(self) -> None:
            super().__init__()
            self.relu = relu
            self.layers = nn.Sequential(nn.Conv2d(3, 3, 1), nn.BatchNorm2d(3), relu, nn.Conv2d(3, 3, 1), relu)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.layers(self.relu(x)) + x

    model = lived(Shared())
    folded = fold_batch_norm(model)
    images = torch.randn(2, 3, 5, 5)
    kept = images.clone()
    torch.testing.assert_close(folded(images), model(images), rtol=1e-4, atol=1e-5)
    assert torch.equal(images, kept)
    assert [folded.layers[place].inplace for place in (2, 4)] == [True, False]
    assert not folded.relu.inplace
    assert not relu.inplace


def test_what_is_not_behind_a_convolution_stays() -> None:
    model = lived(nn.Sequential(nn.BatchNorm2d(3), nn.Conv2d(3, 4, 3), nn.ReLU(), nn.BatchNorm2d(4)))
    assert normalisations(fold_batch_norm(model)) == 2


def test_train_mode_is_refused() -> None:
    model = nn.Sequential(nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)), nn.Dropout())
    with pytest.raises(ValueError, match=r"model\.eval\(\) first"):
        fold_batch_norm(model)
    model[0].eval()
    assert normalisations(fold_batch_norm(model)) == 0
