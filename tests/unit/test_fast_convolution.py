"""Both fast convolutions against torch in float64: values, gradients, block borders, refusals."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest

import utils.fast_convolution as fast

torch = pytest.importorskip("torch")

rng = np.random.default_rng(7)


def random(*shape: int, dtype: str = "float64") -> np.ndarray:
    return rng.standard_normal(shape).astype(dtype)


def reference(images, weights, bias=None, output_gradient=None, **options):
    """Output of torch's convolution and, where an output gradient is given, the three gradients, all NHWC float64."""
    tensors = [
        torch.tensor(array, dtype=torch.float64, requires_grad=True)
        for array in (images, weights, np.zeros(weights.shape[3]) if bias is None else bias)
    ]
    x, w, b = tensors
    output = torch.nn.functional.conv2d(x.permute(0, 3, 1, 2), w.permute(3, 2, 0, 1), b, **options).permute(0, 2, 3, 1)
    if output_gradient is None:
        return output.detach().numpy()
    output.backward(torch.tensor(output_gradient, dtype=torch.float64))
    return output.detach().numpy(), *(tensor.grad.numpy() for tensor in tensors)


TILED_CASES = [
    # images, weights, stride, padding
    ((2, 7, 9, 3), (3, 3, 3, 4), 1, 1),
    ((1, 6, 5, 1), (5, 5, 1, 2), 1, 2),
    ((3, 8, 11, 2), (2, 3, 2, 5), 2, 0),
    ((2, 9, 8, 4), (1, 1, 4, 3), 3, 0),
    ((2, 5, 5, 2), (5, 5, 2, 3), 1, 0),
    ((1, 2, 2, 3), (3, 3, 3, 2), 2, 3),
    ((2, 1, 1, 2), (1, 1, 2, 2), 1, 2),
    ((1, 10, 40, 1), (4, 2, 1, 3), 3, 1),
    ((0, 6, 6, 2), (3, 3, 2, 2), 1, 1),
]


@pytest.mark.parametrize("tile_bytes", [1, 2000, fast.TILE_BYTES])
@pytest.mark.parametrize(("images", "weights", "stride", "padding"), TILED_CASES)
def test_tiled_equals_torch(images, weights, stride, padding, tile_bytes, monkeypatch):
    monkeypatch.setattr(fast, "TILE_BYTES", tile_bytes)
    x, w, b = random(*images), random(*weights), random(weights[3])
    output = fast.tiled_conv2d(x, w, b, stride=stride, padding=padding)
    dy = random(*output.shape)
    gradients = fast.tiled_conv2d_gradients(dy, x, w, stride=stride, padding=padding)
    expected = reference(x, w, b, dy, stride=stride, padding=padding)
    for ours, theirs in zip((output, *gradients), expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12)


WINOGRAD_CASES = [
    ((height, width, padding), channels)
    for (height, width), padding, channels in product([(4, 4), (3, 9), (7, 6), (13, 5)], [0, 1, 2], [(1, 2), (3, 2)])
]


@pytest.mark.parametrize("block_bytes", [1, 20_000, fast.BLOCK_BYTES])
@pytest.mark.parametrize(("size", "channels"), WINOGRAD_CASES)
def test_winograd_equals_torch(size, channels, block_bytes, monkeypatch):
    monkeypatch.setattr(fast, "BLOCK_BYTES", block_bytes)
    height, width, padding = size
    x, w, b = random(3, height, width, channels[0]), random(3, 3, *channels), random(channels[1])
    output = fast.winograd_conv2d(x, w, b, padding=padding)
    dy = random(*output.shape)
    gradients = fast.winograd_conv2d_gradients(dy, x, w, padding=padding)
    for ours, theirs in zip((output, *gradients), reference(x, w, b, dy, padding=padding), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-11, atol=1e-11)


def test_winograd_matrices_are_exact_for_integers():
    x, w = rng.integers(-9, 10, (6, 6)), 24 * rng.integers(-9, 10, (3, 3))
    direct = [[(x[i : i + 3, j : j + 3] * w).sum() for j in range(4)] for i in range(4)]
    kernel = fast.KERNEL_TRANSFORM @ w @ fast.KERNEL_TRANSFORM.T
    tile = fast.INPUT_TRANSFORM @ x @ fast.INPUT_TRANSFORM.T
    np.testing.assert_allclose(fast.OUTPUT_TRANSFORM @ (kernel * tile) @ fast.OUTPUT_TRANSFORM.T, direct, atol=1e-9)


@pytest.mark.parametrize(
    ("convolve", "gradients"),
    [
        (fast.tiled_conv2d, fast.tiled_conv2d_gradients),
        (fast.winograd_conv2d, fast.winograd_conv2d_gradients),
    ],
)
class TestBoth:
    def test_float32_error(self, convolve, gradients):
        """Forward 2e-4 absolute for results of size 5, gradients 2e-5 of their largest number."""
        x, w = random(2, 20, 20, 64, dtype="float32"), random(3, 3, 64, 32, dtype="float32") * np.float32(0.05)
        output = convolve(x, w, padding=1)
        dy = random(*output.shape, dtype="float32")
        expected, *expected_gradients = reference(x, w, None, dy, padding=1)
        assert output.dtype == np.float32
        assert np.abs(output - expected).max() < 2e-4
        for ours, theirs in zip(gradients(dy, x, w, padding=1), expected_gradients, strict=True):
            assert ours.dtype == np.float32
            assert np.abs(ours - theirs).max() < 2e-5 * np.abs(theirs).max()

    def test_numerical_gradient(self, convolve, gradients):
        """Central differences, with no library in between."""
        arrays = {"images": random(1, 5, 6, 2), "weights": random(3, 3, 2, 2), "bias": random(2)}
        dy = random(*convolve(*arrays.values(), padding=1).shape)
        analytic = gradients(dy, arrays["images"], arrays["weights"], padding=1)._asdict()
        for name, array in arrays.items():
            for index in (np.unravel_index(k, array.shape) for k in range(0, array.size, 7)):
                losses = []
                for step in (1e-5, -1e-5):
                    moved = array.copy()
                    moved[index] += step
                    losses.append((dy * convolve(*(arrays | {name: moved}).values(), padding=1)).sum())
                assert (losses[0] - losses[1]) / 2e-5 == pytest.approx(analytic[name][index], abs=1e-6)

    def test_arguments_unchanged_and_views_accepted(self, convolve, gradients):
        x, w = random(2, 3, 8, 7).transpose(0, 2, 3, 1), random(4, 3, 3, 3).transpose(2, 3, 1, 0)
        x.flags.writeable = w.flags.writeable = False
        output = convolve(x, w)
        np.testing.assert_allclose(output, reference(x, w), atol=1e-11)
        dy = np.broadcast_to(random(1), output.shape)
        for ours, theirs in zip(gradients(dy, x, w), reference(x, w, None, dy)[1:], strict=True):
            np.testing.assert_allclose(ours, theirs, atol=1e-11)

    @pytest.mark.parametrize(
        ("argument", "changes"),
        [
            ("images", {"images": np.zeros((5, 5, 2))}),
            ("images", {"images": np.zeros((1, 5, 5, 2), int)}),
            ("weights", {"weights": np.zeros((3, 3, 2))}),
            ("weights", {"weights": np.zeros((3, 3, 3, 4))}),
            ("weights", {"weights": np.zeros((3, 3, 2, 4), "float32")}),
            ("weights", {"images": np.zeros((1, 2, 5, 2))}),
            ("bias", {"bias": np.zeros(3)}),
            ("padding", {"padding": -1}),
        ],
    )
    def test_refusals_name_the_argument(self, convolve, gradients, argument, changes):
        good = {
            "images": np.zeros((1, 5, 5, 2)),
            "weights": np.zeros((3, 3, 2, 4)),
            "bias": np.zeros(4),
            "padding": 0,
        }
        convolve(**good)
        with pytest.raises(ValueError, match=f"^{argument}"):
            convolve(**(good | changes))

    @pytest.mark.parametrize("dy", [np.zeros((1, 3, 3, 3)), np.zeros((1, 3, 3, 4), "float32")])
    def test_wrong_output_gradient(self, convolve, gradients, dy):
        with pytest.raises(ValueError, match=r"^output_gradient"):
            gradients(dy, np.zeros((1, 5, 5, 2)), np.zeros((3, 3, 2, 4)))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fast.winograd_conv2d(np.zeros((1, 8, 8, 1)), np.zeros((5, 5, 1, 1))), "weights must be 3x3"),
        (lambda: fast.winograd_conv2d(np.zeros((1, 8, 8, 1)), np.zeros((3, 3, 1, 1)), padding=3), "padding"),
        (lambda: fast.tiled_conv2d(np.zeros((1, 8, 8, 1)), np.zeros((3, 3, 1, 1)), stride=0), "stride"),
        (lambda: fast.tiled_conv2d(np.zeros((1, 8, 8, 1)), np.zeros((0, 3, 1, 1))), "weights"),
    ],
)
def test_more_refusals(call: Callable[[], object], message: str):
    with pytest.raises(ValueError, match=message):
        call()
