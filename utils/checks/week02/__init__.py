"""Checks of week 2, the layers of a network and how they learn.

`check_<question>_<aspect>(function)` raises `CheckFailed` with one message or prints what was checked. Functions that
end in `_hidden` draw their cases from `rng()` and ask an independent oracle.
"""

from __future__ import annotations

from utils.checks.fingerprints import Probes
from utils.checks.week02 import activations, conv2d_backward, losses, pooling, tiny_cnn
from utils.checks.week02.activations import (
    check_leaky_relu_hidden,
    check_leaky_relu_values,
    check_relu_backward_hidden,
    check_relu_backward_values,
    check_relu_hidden,
    check_relu_values,
    check_sigmoid_hidden,
    check_sigmoid_large,
    check_sigmoid_values,
    check_softplus_hidden,
    check_softplus_large,
    check_softplus_values,
)
from utils.checks.week02.conv2d_backward import (
    check_conv2d_backward_bias,
    check_conv2d_backward_errors,
    check_conv2d_backward_hidden,
    check_conv2d_backward_images,
    check_conv2d_backward_weights,
)
from utils.checks.week02.losses import (
    check_cross_entropy_backward_hidden,
    check_cross_entropy_backward_values,
    check_cross_entropy_errors,
    check_cross_entropy_hidden,
    check_cross_entropy_values,
    check_softmax_hidden,
    check_softmax_values,
)
from utils.checks.week02.pooling import (
    check_avg_pool2d_errors,
    check_avg_pool2d_hidden,
    check_avg_pool2d_values,
    check_max_pool2d_backward_errors,
    check_max_pool2d_backward_hidden,
    check_max_pool2d_backward_values,
    check_max_pool2d_errors,
    check_max_pool2d_hidden,
    check_max_pool2d_values,
)
from utils.checks.week02.tiny_cnn import (
    check_TinyCNN_accuracy,
    check_TinyCNN_forward,
    check_TinyCNN_hidden,
    check_TinyCNN_step,
)

__all__ = [
    "PROBES",
    "check_TinyCNN_accuracy",
    "check_TinyCNN_forward",
    "check_TinyCNN_hidden",
    "check_TinyCNN_step",
    "check_avg_pool2d_errors",
    "check_avg_pool2d_hidden",
    "check_avg_pool2d_values",
    "check_conv2d_backward_bias",
    "check_conv2d_backward_errors",
    "check_conv2d_backward_hidden",
    "check_conv2d_backward_images",
    "check_conv2d_backward_weights",
    "check_cross_entropy_backward_hidden",
    "check_cross_entropy_backward_values",
    "check_cross_entropy_errors",
    "check_cross_entropy_hidden",
    "check_cross_entropy_values",
    "check_leaky_relu_hidden",
    "check_leaky_relu_values",
    "check_max_pool2d_backward_errors",
    "check_max_pool2d_backward_hidden",
    "check_max_pool2d_backward_values",
    "check_max_pool2d_errors",
    "check_max_pool2d_hidden",
    "check_max_pool2d_values",
    "check_relu_backward_hidden",
    "check_relu_backward_values",
    "check_relu_hidden",
    "check_relu_values",
    "check_sigmoid_hidden",
    "check_sigmoid_large",
    "check_sigmoid_values",
    "check_softmax_hidden",
    "check_softmax_values",
    "check_softplus_hidden",
    "check_softplus_large",
    "check_softplus_values",
]

PROBES: dict[str, Probes] = {
    **activations.PROBES,
    **pooling.PROBES,
    **losses.PROBES,
    **conv2d_backward.PROBES,
    **tiny_cnn.PROBES,
}
