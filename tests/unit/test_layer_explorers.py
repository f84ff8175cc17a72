"""The explorers of week 2: what they compute, against definitions of their own, and what they refuse."""

import math

import numpy as np
import pytest
from scipy.special import softmax

from utils import explorers
from utils.explorers.activation import NAMES, curve
from utils.explorers.backward_stepper import gradients
from utils.explorers.gradient_flow import flow
from utils.explorers.pooling import pool
from utils.explorers.softmax_scores import probabilities

BOARD = np.array([[1, 0, 2, 1, 0], [0, 3, 1, 0, 4], [2, 1, 7, 2, 0], [0, 5, 1, 0, 1], [1, 0, 2, 6, 0]])
DOUT = np.arange(9.0).reshape(3, 3) - 4


@pytest.mark.parametrize("name", NAMES)
def test_slope_is_the_derivative(name):
    z = np.array([-7.3, -1.2, -0.4, 0.3, 1.7, 6.1])
    h = 1e-6
    measured = (curve(name, 0.3, z + h)[0] - curve(name, 0.3, z - h)[0]) / (2 * h)
    np.testing.assert_allclose(curve(name, 0.3, z)[1], measured, rtol=1e-5, atol=1e-8)


def test_activations_at_numbers_known_by_hand():
    z = np.array([-2.0, 0.0, 2.0])
    np.testing.assert_allclose(curve("ReLU", 0.1, z), [[0, 0, 2], [0, 0, 1]])
    np.testing.assert_allclose(curve("leaky ReLU", 0.1, z)[0], [-0.2, 0, 2])
    np.testing.assert_allclose(curve("ELU", 1.0, z)[0], [math.exp(-2) - 1, 0, 2])
    np.testing.assert_allclose(curve("softplus", 0.1, z)[0], [math.log(1 + math.exp(v)) for v in z])
    assert curve("sigmoid", 0.1, np.array(0.0))[1] == 0.25


def test_extreme_arguments_do_not_overflow():
    with np.errstate(over="raise", invalid="raise"):
        for name in NAMES:
            assert np.all(np.isfinite(curve(name, 0.1, np.array([-1e4, 1e4]))))


def test_gradient_of_a_stack_is_measured_from_its_own_values():
    sizes, slopes = flow(12, "sigmoid", 1.0, 0.1, 0)
    assert len(sizes) == len(slopes) == 12
    assert slopes[0] < 1e-6 < 1e-2 < slopes[-1]
    _, relu = flow(12, "ReLU", math.sqrt(2), 0.1, 0)
    assert 0.1 < relu[0] < 10
    assert flow(3, "tanh", 1.0, 0.1, 0) != flow(3, "tanh", 1.0, 0.1, 1)


def test_one_layer_scales_gradient_with_gain():
    one, two = flow(1, "leaky ReLU", 1.0, 1.0, 3)[1][0], flow(1, "leaky ReLU", 2.0, 1.0, 3)[1][0]
    assert two == pytest.approx(2 * one)


@pytest.mark.parametrize("mode", ["maximum", "average", "L2"])
@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 2), (2, 3), (3, 1), (5, 1)])
def test_pooling_sends_back_the_slope_of_the_sum(mode, size, stride):
    image = np.random.default_rng(0).permutation(30).reshape(5, 6) + 1.0
    answers, back = pool(image, size, stride, mode)
    assert answers.shape == ((5 - size) // stride + 1, (6 - size) // stride + 1)
    h = 1e-4
    for place in np.ndindex(image.shape):
        nudge = np.zeros_like(image)
        nudge[place] = h
        slope = (pool(image + nudge, size, stride, mode)[0] - pool(image - nudge, size, stride, mode)[0]).sum() / (
            2 * h
        )
        assert back[place] == pytest.approx(slope, abs=1e-6)


def test_ties_pay_the_first_and_blank_windows_of_l2_pay_nothing():
    answers, back = pool(np.zeros((2, 4)), 2, 2, "maximum")
    assert back.tolist() == [[1, 0, 1, 0], [0, 0, 0, 0]]
    assert answers.tolist() == [[0, 0]]
    assert pool(np.zeros((2, 2)), 2, 2, "L2")[1].tolist() == [[0, 0], [0, 0]]


def test_probabilities():
    z = np.array([2.0, 1.0, -1.0])
    np.testing.assert_allclose(probabilities(z), softmax(z))


def test_convolution_gradients_are_exact_differences():
    rng = np.random.default_rng(0)
    for stride, padding, shape in ((1, 0, (4, 5)), (2, 1, (5, 6)), (2, 0, (4, 5))):
        image, kernel = rng.integers(-4, 5, shape).astype(float), rng.integers(-3, 4, (2, 3)).astype(float)
        out = tuple((n + 2 * padding - f) // stride + 1 for n, f in zip(shape, kernel.shape, strict=True))
        dout = rng.integers(-5, 6, out).astype(float)

        def loss(x, w, stride=stride, padding=padding, dout=dout):
            p = np.pad(x, padding)
            return sum(
                d * np.sum(p[i * stride : i * stride + 2, j * stride : j * stride + 3] * w)
                for (i, j), d in np.ndenumerate(dout)
            )

        dkernel, dpadded = gradients(image, kernel, dout, stride, padding)
        for place in np.ndindex(kernel.shape):
            nudge = np.zeros_like(kernel)
            nudge[place] = 1
            assert dkernel[place] == loss(image, kernel + nudge) - loss(image, kernel)
        for place in np.ndindex(shape):
            nudge = np.zeros(shape)
            nudge[place] = 1
            assert dpadded[place[0] + padding, place[1] + padding] == loss(image + nudge, kernel) - loss(image, kernel)


@pytest.fixture(
    params=[
        lambda: explorers.activation("sigmoid", compare="ELU"),
        lambda: explorers.gradient_flow(5, "tanh"),
        lambda: explorers.pooling(BOARD, 3, 2),
        lambda: explorers.pooling(BOARD, 3, 2, "average", view="back"),
        lambda: explorers.softmax_scores([2, 1, -1], names=["cat", "dog", "</script>"]),
        lambda: explorers.backward_stepper(BOARD[:4, :4], [[1, 0], [-1, 2]], DOUT),
        lambda: explorers.training_film(np.zeros((2, 3, 5, 5)), [0, 10], [2.3, 1.0]),
    ]
)
def explorer(request):
    return request.param()


def test_shows_a_picture_and_a_block_that_needs_no_network(explorer):
    data, _ = explorer._repr_mimebundle_()
    assert data["image/png"]
    html = data["text/html"]
    assert "{{" not in html
    assert "http" not in html.replace("http://www.w3.org", "")
    assert html.count("</script>") == 1
    assert explorer.picture.alt in repr(explorer)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("name", lambda: explorers.activation("step")),
        ("compare", lambda: explorers.activation("ReLU", compare="step")),
        ("alpha", lambda: explorers.activation("ELU", alpha=2)),
        ("z must", lambda: explorers.activation("ELU", z=9)),
        ("depth", lambda: explorers.gradient_flow(0)),
        ("activation", lambda: explorers.gradient_flow(3, "softplus")),
        ("gain", lambda: explorers.gradient_flow(3, gain=0)),
        ("image", lambda: explorers.pooling(np.zeros((13, 3)))),
        ("size", lambda: explorers.pooling(BOARD, 6)),
        ("stride", lambda: explorers.pooling(BOARD, 2, 0)),
        ("mode", lambda: explorers.pooling(BOARD, mode="max")),
        ("view", lambda: explorers.pooling(BOARD, view="up")),
        ("scores", lambda: explorers.softmax_scores([1])),
        ("scores", lambda: explorers.softmax_scores([1, 11])),
        ("label", lambda: explorers.softmax_scores([1, 2], label=2)),
        ("names", lambda: explorers.softmax_scores([1, 2], names=["a"])),
        ("dout", lambda: explorers.backward_stepper(BOARD, [[1, 0], [-1, 2]], DOUT)),
        ("kernel", lambda: explorers.backward_stepper(BOARD, [1, 2], DOUT)),
        ("frames", lambda: explorers.training_film(np.zeros((2, 5, 5)), [0, 1], [1, 1])),
        ("steps", lambda: explorers.training_film(np.zeros((2, 1, 5, 5)), [1, 1], [1, 1])),
        ("losses", lambda: explorers.training_film(np.zeros((2, 1, 5, 5)), [0, 1], [1])),
    ],
)
def test_refuses_and_names_the_argument(name, call):
    with pytest.raises(ValueError, match=rf"^{name}"):
        call()
