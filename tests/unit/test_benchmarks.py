"""The fast MNIST networks learn, their gradients are right, and a benchmark's record is complete."""

import json

import numpy as np
import pytest
import torch

from benchmarks import mnist, transfer
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
    recipe = fast_mnist.Recipe(passes=(1,), rate=0.5, warm_up=0.25)
    rates = [fast_mnist.learning_rate(step, 99, recipe) for step in range(99)]
    assert rates[24] == max(rates) == pytest.approx(0.5)
    assert np.all(np.diff(rates[:25]) > 0)
    assert np.all(np.diff(rates[24:]) < 0)
    assert 0 < min(rates) < 0.02


def dots():
    """Six images with one pixel in their middle, brighter from image to image."""
    images = np.zeros((6, 28, 28), np.uint8)
    images[np.arange(6), 14, 14] = np.arange(6) + 1
    return images


@pytest.mark.parametrize("side", [fast_mnist.SIDE, 28])
def test_training_images_are_shifted_and_complete(side):
    recipe = fast_mnist.Recipe(passes=(1,) * 50, rate=1, shift=2, batch=3)
    passes = fast_mnist.training_passes(dots(), np.zeros(6), recipe, np.random.default_rng(0), side)
    chosen, shown = (np.concatenate(parts) for parts in zip(*passes, strict=True))
    assert shown.shape == (300, side, side)
    assert shown.dtype == np.uint8
    np.testing.assert_array_equal(shown.max(axis=(1, 2)), chosen + 1)
    np.testing.assert_array_equal(np.bincount(chosen), 50)
    rows, columns = np.divmod(shown.reshape(300, -1).argmax(axis=1), side)
    middle = side // 2
    assert set(zip(rows, columns, strict=True)) == {
        (middle + i, middle + j) for i in range(-2, 3) for j in range(-2, 3)
    }


def test_later_passes_show_the_images_with_the_largest_losses():
    losses = np.full(6, np.inf)
    recipe = fast_mnist.Recipe(passes=(1, 0.5, 0.34), rate=1, batch=2)
    assert recipe.steps(6) == 3 + 1 + 1
    passes = fast_mnist.training_passes(dots(), losses, recipe, np.random.default_rng(0))
    assert set(next(passes)[0]) == {0, 1, 2, 3, 4, 5}
    losses[:] = 0.1, 5, 0.2, 4, 0.3, 3
    assert set(next(passes)[0]) == {1, 3}
    losses[[1, 3]] = 2, 1
    assert set(next(passes)[0]) == {1, 5}
    assert next(passes, None) is None


def test_images_not_seen_yet_are_drawn_by_lot():
    recipe = fast_mnist.Recipe(passes=(0.5,), rate=1, batch=3)
    draws = set()
    for seed in range(20):
        ((chosen, _),) = fast_mnist.training_passes(dots(), np.full(6, np.inf), recipe, np.random.default_rng(seed))
        draws |= set(chosen)
    assert draws == set(range(6))


def test_views_are_the_middle_and_its_neighbours():
    views = fast_mnist.views(dots())
    places = [np.argwhere(view[0])[0].tolist() for view in views]
    assert places == [[12 - i, 12 - j] for i in (-1, 0, 1) for j in (-1, 0, 1)]
    assert {view.shape for view in views} == {(6, fast_mnist.SIDE, fast_mnist.SIDE)}


@pytest.mark.parametrize(("losses", "share"), [(5, 1.0), (6, 0.5)])
def test_what_does_not_fit_is_refused(losses, share):
    recipe = fast_mnist.Recipe(passes=(share,), rate=1, batch=4)
    with pytest.raises(ValueError, match=r"losses must be as many|does not fill"):
        next(fast_mnist.training_passes(dots(), np.zeros(losses), recipe, np.random.default_rng()))


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
    recipe = fast_mnist.Recipe(passes=(1,), rate=0.01, batch=64)
    networks = [fast.Network(), fast.Network()]
    for threads, network in enumerate(networks, start=1):
        fast.train(network, digits.train_images[:320], digits.train_labels[:320], recipe, threads=threads)
    np.testing.assert_array_equal(networks[0].vector, networks[1].vector)


def test_random_affine_keeps_paper_and_mass():
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


def test_crops_to_train_on_and_to_be_judged_by_share_no_pixel():
    parts = [transfer.crops(3, column, row) for column, row in ((0, 0), (1, 0), (1, 1))]
    for images, labels in parts:
        assert images.shape == (33, 128, 128, 3)
        assert images.dtype == np.uint8
        np.testing.assert_array_equal(np.bincount(labels), 3)
    # A row of a photograph, as it stands in a crop, stands in no crop of another part.
    rows = [{image[place, :, 0].tobytes() for image in images for place in range(128)} for images, _ in parts]
    assert min(map(len, rows)) > 3000
    assert not rows[0] & rows[1]
    assert not rows[0] & rows[2]
    assert not rows[1] & rows[2]
    assert transfer.prepared(parts[0][0]).is_contiguous(memory_format=torch.channels_last)


def test_few_labels_are_as_many_of_each_class_and_others_for_each_seed():
    labels = np.repeat(np.arange(4), [30, 25, 40, 21])
    images = np.arange(len(labels), dtype=np.uint8).reshape(-1, 1, 1, 1)
    task = transfer.Task("numbers", "itself", images, labels, images, labels)
    draws = [task.few(seed) for seed in (0, 0, 1)]
    for draw in draws:
        np.testing.assert_array_equal(np.bincount(draw.labels), [20] * 4)
        np.testing.assert_array_equal(labels[draw.images.ravel()], draw.labels)
        assert len(np.unique(draw.images)) == 80
        assert draw.test_images is images
    np.testing.assert_array_equal(draws[0].images, draws[1].images)
    assert (draws[0].images != draws[2].images).any()


def test_distorted_images_differ_and_keep_shape_and_range():
    images = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(0)).expand(20, 3, 32, 32)
    shown = transfer.distorted(images, torch.Generator().manual_seed(1))
    assert shown.shape == images.shape
    assert float(shown.min()) >= 0
    assert float(shown.max()) <= 1
    assert len({image.numpy().tobytes() for image in shown}) == 20
    straight = (1 - torch.arange(32) / 16)[None, None, None].expand(40, 1, 32, 32)
    shown = transfer.distorted(straight, torch.Generator().manual_seed(2))
    mirrored = ((shown[..., 16] - shown[..., 15]).mean(dim=(1, 2)) > 0).float().mean()
    assert 0.25 < float(mirrored) < 0.75


def test_bfloat16_and_crops_are_not_judged_where_they_cannot_be():
    features = {name: {"times_faster": 2.0} for name in (transfer.PLAIN, transfer.FAST, transfer.HALF)}
    judged = (transfer.SCRATCH, transfer.DISTORTED, transfer.SAME, transfer.FROZEN)
    accuracy = {name: {"few": {"accuracy": 50.0}} for name in judged}
    results = {"bfloat16": False, "features": features, "source": "crops", "accuracy": accuracy}
    assert [goal["met"] for goal in transfer.judged(results)] == [True]
    results |= {"bfloat16": True, "source": "clothing", "parity": {"96 px": {"batch 1": 5.1e-5}}}
    assert [goal["met"] for goal in transfer.judged(results)] == [False, True, False, False, False, False]


def test_inputs_are_reduced_as_a_whole_and_scaled():
    image = np.zeros((1, 8, 8, 3), np.uint8)
    image[0, :4, :, 1] = 255
    inputs = transfer.prepared(image, 4)
    assert inputs.shape == (1, 3, 4, 4)
    assert inputs.is_contiguous(memory_format=torch.channels_last)
    assert float(inputs[0, 1, 0, 0]) == 1.0
    assert float(inputs[0, 0].max()) == float(inputs[0, 1, 3].max()) == -127 / 128
    torch.testing.assert_close(transfer.prepared(image).mean(), inputs.mean())


@pytest.mark.slow
def test_transfer_is_measured_in_every_part(capsys):
    transfer.main(["--quick", "--seeds", "1", "--seeds-of-all", "1", "--threads", "1"])
    printed = capsys.readouterr().out
    for way in (transfer.HALF, transfer.KERAS):
        assert way in printed
    for way in (transfer.SCRATCH, transfer.DISTORTED, transfer.SAME, transfer.FROZEN, transfer.TUNED):
        assert f"\n{way:47} few" in printed
    assert "written" not in printed
    assert "largest difference of logits at most 5e-05" in printed
