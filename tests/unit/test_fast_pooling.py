"""Max pooling against torch, bit for bit, with ties, odd sizes and blocks of one image."""

import numpy as np
import pytest

import utils.fast_pooling as fast

torch = pytest.importorskip("torch")

rng = np.random.default_rng(3)


def reference(images, output_gradient):
    x = torch.tensor(images, requires_grad=True)
    output = torch.nn.functional.max_pool2d(x.permute(0, 3, 1, 2).contiguous(), 2)
    output.backward(torch.tensor(output_gradient).permute(0, 3, 1, 2).contiguous())
    return output.detach().permute(0, 2, 3, 1).numpy(), x.grad.numpy()


@pytest.mark.parametrize("block_bytes", [1, fast.BLOCK_BYTES])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", [(2, 2, 2, 1), (3, 7, 6, 2), (2, 4, 9, 5), (5, 5, 5, 1)])
@pytest.mark.parametrize("levels", [1, 2, 1000])
def test_equals_torch(shape, dtype, levels, block_bytes, monkeypatch):
    """`levels` whole numbers: with 1 every window is a tie of four, with 2 most windows are ties."""
    monkeypatch.setattr(fast, "BLOCK_BYTES", block_bytes)
    images = rng.integers(0, levels, shape).astype(dtype)
    output = fast.max_pool_2x2(images)
    output_gradient = rng.standard_normal(output.shape).astype(dtype)
    expected, expected_gradient = reference(images, output_gradient)
    np.testing.assert_array_equal(output, expected)
    gradient = fast.max_pool_2x2_gradient(output_gradient, images, output)
    np.testing.assert_array_equal(gradient, expected_gradient)
    assert gradient.dtype == images.dtype


def test_views_and_nothing():
    images = rng.standard_normal((2, 3, 6, 8)).transpose(0, 2, 3, 1)
    images.flags.writeable = False
    output = fast.max_pool_2x2(images)
    dy = np.broadcast_to(1.5, output.shape)
    expected, expected_gradient = reference(np.ascontiguousarray(images), np.ascontiguousarray(dy))
    np.testing.assert_array_equal(output, expected)
    np.testing.assert_array_equal(fast.max_pool_2x2_gradient(dy, images, output), expected_gradient)
    assert fast.max_pool_2x2(np.zeros((0, 4, 4, 1))).shape == (0, 2, 2, 1)


def test_nan_is_passed_on():
    images = np.zeros((1, 2, 4, 1))
    images[0, 1, 2, 0] = np.nan
    np.testing.assert_array_equal(fast.max_pool_2x2(images)[0, 0, :, 0], [0, np.nan])


@pytest.mark.parametrize("images", [np.zeros((4, 4, 1)), np.zeros((1, 4, 4, 1), int), np.zeros((1, 1, 4, 1))])
def test_images_refused(images):
    with pytest.raises(ValueError, match=r"^images"):
        fast.max_pool_2x2(images)


@pytest.mark.parametrize("argument", ["output_gradient", "output"])
@pytest.mark.parametrize("wrong", [np.zeros((1, 2, 2, 2)), np.zeros((1, 2, 2, 1), "float32")])
def test_gradient_arguments_refused(argument, wrong):
    good = {
        "output_gradient": np.zeros((1, 2, 2, 1)),
        "images": np.zeros((1, 4, 4, 1)),
        "output": np.zeros((1, 2, 2, 1)),
    }
    fast.max_pool_2x2_gradient(**good)
    with pytest.raises(ValueError, match=f"^{argument} "):
        fast.max_pool_2x2_gradient(**(good | {argument: wrong}))
