"""Training runs in PyTorch: what the record says, and what a run leaves alone."""

import pytest
import torch
from torch import nn

from utils.training_torch import fit, random_shift, share_right

X = torch.randn(10, 1, 4, 4, generator=torch.Generator().manual_seed(0))
Y = torch.arange(10) % 3


def network(dropout=0.0):
    torch.manual_seed(0)
    return nn.Sequential(nn.Flatten(), nn.Linear(16, 8), nn.BatchNorm1d(8), nn.Dropout(dropout), nn.Linear(8, 3))


def test_loss_is_the_mean_over_samples_with_a_smaller_last_batch():
    model = nn.Sequential(nn.Flatten(), nn.Linear(16, 3))
    expected = nn.functional.cross_entropy(model(X), Y).item()
    run = fit(model, X, Y, epochs=1, batch=4, optimizer=torch.optim.SGD(model.parameters(), lr=0.0), report=0)
    assert run.losses == [pytest.approx(expected, rel=1e-5)]
    assert run.accuracies == []


def test_it_learns_and_records(capsys):
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (step + 1))
    run = fit(model, X, Y, (X, Y), epochs=4, batch=5, optimizer=optimizer, schedule=schedule, report=2)
    assert run.losses[-1] < run.losses[0]
    assert run.rates == pytest.approx([0.2 / k for k in range(1, 9)])
    assert len(run.accuracies) == 4
    assert run.seconds > 0
    assert capsys.readouterr().out.count("\n") == 2


def test_same_generator_same_run():
    ends = []
    for _ in range(2):
        model = network(dropout=0.3)
        torch.manual_seed(1)
        fit(model, X, Y, epochs=2, batch=4, optimizer=torch.optim.SGD(model.parameters(), lr=0.1), report=0,
            generator=torch.Generator().manual_seed(5))  # fmt: skip
        ends.append(model[1].weight.detach().clone())
    assert torch.equal(*ends)


@pytest.mark.parametrize("training", [True, False])
def test_looking_changes_nothing(training):
    model = network(dropout=0.5).train(training)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    answers = {share_right(model, X, Y, batch=3) for _ in range(5)}
    assert len(answers) == 1
    assert model.training is training
    assert all(torch.equal(before[name], tensor) for name, tensor in model.state_dict().items())
    model.eval()
    assert answers == {int((model(X).argmax(dim=1) == Y).sum()) / 10}


def test_shift_moves_and_fills():
    image = torch.arange(1.0, 10).reshape(1, 1, 3, 3)
    torch.manual_seed(0)
    seen = {tuple(random_shift(image, 1, fill=-1).flatten().tolist()) for _ in range(200)}
    assert len(seen) == 9
    assert tuple(image.flatten().tolist()) in seen
    assert (-1.0, -1.0, -1.0, -1.0, 1.0, 2.0, -1.0, 4.0, 5.0) in seen


@pytest.mark.parametrize(
    ("change", "named"), [({"labels": Y[:3]}, "labels"), ({"epochs": 0}, "epochs"), ({"batch": 0}, "batch")]
)
def test_refusals_name_the_argument(change, named):
    model = network()
    arguments = {"images": X, "labels": Y, "epochs": 1, "batch": 4} | change
    with pytest.raises(ValueError, match=named):
        fit(model, optimizer=torch.optim.SGD(model.parameters(), lr=0.1), **arguments)
