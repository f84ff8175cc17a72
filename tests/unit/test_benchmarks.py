"""The fast MNIST networks learn, their gradients are right, and a benchmark's record is complete."""

import json

import numpy as np
import pytest

from benchmarks import mnist
from utils import fast_mnist
from utils import fast_mnist_numpy as fast
from utils.data import load_mnist

RECORD = {
    "candidate",
    "seed",
    "threads",
    "training_digits",
    "judged_by",
    "accuracy",
    "wall_seconds",
    "cpu_seconds",
    "load",
}


def record(name, seed=0, accuracy=99.0, cpu=10.0):
    return {
        "candidate": name,
        "seed": seed,
        "judged_by": "test digits",
        "accuracy": accuracy,
        "wall_seconds": 2 * cpu,
        "cpu_seconds": cpu,
    }


def test_learning_rate_rises_and_falls():
    recipe = fast_mnist.Recipe(passes=1, rate=0.5, warm_up=0.25)
    rates = [fast_mnist.learning_rate(step, 99, recipe) for step in range(99)]
    assert rates[24] == max(rates) == pytest.approx(0.5)
    assert np.all(np.diff(rates[:25]) > 0)
    assert np.all(np.diff(rates[24:]) < 0)
    assert 0 < min(rates) < 0.02


def test_training_digits_are_shifted_and_complete():
    images = np.zeros((6, 28, 28), np.uint8)
    images[np.arange(6), 14, 14] = np.arange(6) + 1
    recipe = fast_mnist.Recipe(passes=50, rate=1, shift=2, batch=3)
    shown, labels = fast_mnist.training_digits(images, np.arange(6), recipe, np.random.default_rng(0))
    assert shown.shape == (300, 28, 28)
    assert shown.dtype == np.uint8
    np.testing.assert_array_equal(shown.max(axis=(1, 2)), labels + 1)
    np.testing.assert_array_equal(np.bincount(labels), 50)
    rows, columns = np.divmod(shown.reshape(300, -1).argmax(axis=1), 28)
    assert set(zip(rows, columns, strict=True)) == {(14 + i, 14 + j) for i in range(-2, 3) for j in range(-2, 3)}


@pytest.mark.parametrize(("labels", "passes"), [(5, 1.0), (6, 0.2)])
def test_what_does_not_fit_is_refused(labels, passes):
    recipe = fast_mnist.Recipe(passes=passes, rate=1, batch=4)
    with pytest.raises(ValueError, match=r"labels must be as many|do not fill"):
        fast_mnist.training_digits(
            np.zeros((6, 28, 28), np.uint8), np.zeros(labels, int), recipe, np.random.default_rng()
        )


def test_numpy_gradient_is_that_of_the_loss():
    """Central differences in float64, in a few directions that touch all parameters."""
    rng = np.random.default_rng(1)
    network = fast.Network(seed=1, dtype=np.float64)
    images, labels = rng.standard_normal((1, 28, 28, 3)), np.array([3, 0, 9])

    def loss():
        logits = network.logits(images)
        return float(np.sum(np.log(np.exp(logits).sum(axis=0)) - logits[labels, np.arange(3)]))

    gradient = network.gradient(images, labels)
    start = network.vector.copy()
    for _ in range(4):
        direction = rng.standard_normal(start.shape)
        network.vector[:] = start + 1e-7 * direction
        above = loss()
        network.vector[:] = start - 1e-7 * direction
        below = loss()
        network.vector[:] = start
        assert (above - below) / 2e-7 == pytest.approx(gradient @ direction, rel=1e-5)


def test_numpy_network_equals_torch():
    torch = pytest.importorskip("torch")
    images = load_mnist("small").test_images[:40]
    network = fast.Network(seed=0)
    w = {name: torch.from_numpy(array) for name, array in network.weights.items()}
    x = torch.from_numpy(np.moveaxis(fast.to_inputs(images), -1, 0).copy())
    for conv, bias in (("conv1", "bias1"), ("conv2", "bias2")):
        x = torch.nn.functional.max_pool2d(torch.nn.functional.conv2d(x, w[conv], w[bias]), 2).relu()
    logits = (x.flatten(1) @ w["dense3"].T + w["bias3"]).relu() @ w["dense4"].T + w["bias4"]
    np.testing.assert_allclose(network.logits(fast.to_inputs(images)).T, logits.numpy(), rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(fast.predict(network, images), logits.argmax(dim=1).numpy())


def test_numpy_threads_change_nothing_but_the_time():
    digits = load_mnist("small")
    recipe = fast_mnist.Recipe(passes=1, rate=0.01, batch=64)
    networks = [fast.Network(), fast.Network()]
    for threads, network in enumerate(networks, start=1):
        fast.train(network, digits.train_images[:320], digits.train_labels[:320], recipe, threads=threads)
    np.testing.assert_array_equal(networks[0].vector, networks[1].vector)


def test_random_affine_keeps_paper_and_mass():
    torch = pytest.importorskip("torch")
    from utils.fast_mnist_torch import random_affine, to_inputs

    inputs = to_inputs(load_mnist("small").test_images[:50])
    generator = torch.Generator().manual_seed(0)
    same = random_affine(inputs, 0, 0, generator)
    torch.testing.assert_close(same, inputs, rtol=1e-4, atol=1e-4)
    turned = random_affine(inputs, 15, 0.1, generator)
    assert turned.shape == inputs.shape
    torch.testing.assert_close(turned[:, :, 0, 0], inputs[:, :, 0, 0], rtol=1e-4, atol=1e-4)
    ink = [(images - inputs.min()).sum(dim=(1, 2, 3)) for images in (inputs, turned)]
    ratio = ink[1] / ink[0]
    assert not torch.allclose(ratio, torch.ones(50), atol=0.01)
    assert 0.75 < float(ratio.min()) < float(ratio.max()) < 1.3


@pytest.mark.parametrize("part", ["torch", "numpy", "b", "few"])
def test_each_candidate_gives_a_whole_record(part):
    pytest.importorskip("torch")
    name = next(name for name, candidate in mnist.CANDIDATES.items() if candidate.part == part)
    result = mnist.run(name, mnist.Setting(seed=0, threads=1, quick=True), size="small")
    assert set(result) == RECORD
    assert 5 <= result["accuracy"] <= 100
    assert result["cpu_seconds"] > 0
    json.dumps(result)


@pytest.mark.slow
@pytest.mark.parametrize("part", ["a", "keras"])
def test_keras_candidates_in_processes_of_their_own(part, capsys):
    mnist.main(["--quick", "--seeds", "1", "--parts", part])
    printed = capsys.readouterr().out
    for name, candidate in mnist.CANDIDATES.items():
        assert (name in printed) == (candidate.part == part)


def test_summary_takes_medians_and_ratios():
    name = "PyTorch, short"
    records = [record(mnist.REFERENCE, cpu=60.0)]
    records += [record(name, seed, accuracy, cpu) for seed, (accuracy, cpu) in enumerate([(98, 3), (99, 2), (97, 1)])]
    line = mnist.summary(records)[name]
    assert (line["accuracy"], line["accuracies"], line["cpu_seconds"], line["seeds"]) == (98, [98, 99, 97], 2, 3)
    assert line["times_faster_cpu"] == line["times_faster_wall"] == 30


@pytest.mark.parametrize(("accuracy", "cpu", "met"), [(98.74, 2, True), (98.73, 2, False), (98.8, 2.1, False)])
def test_a_goal_needs_accuracy_and_time(accuracy, cpu, met):
    records = [record(mnist.REFERENCE, cpu=60.0), record("PyTorch, short", accuracy=accuracy, cpu=cpu)]
    (goal,) = mnist.judged(mnist.summary(records))
    assert goal["met"] is met


def test_without_the_reference_only_seconds_are_judged():
    records = [record("PyTorch, short"), record("PyTorch, few digits", accuracy=99.3, cpu=19)]
    (goal,) = mnist.judged(mnist.summary(records))
    assert goal["candidate"] == "PyTorch, few digits"
    assert goal["met"]


def test_unknown_parts_are_refused(capsys):
    with pytest.raises(SystemExit):
        mnist.main(["--parts", "torch,jax"])
    assert "no part is named jax" in capsys.readouterr().err
