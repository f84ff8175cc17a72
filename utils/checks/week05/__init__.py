"""Checks of week 5, the classic networks: LeNet-5, the blocks of VGG, Network in Network and GoogLeNet, and their cost.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. Networks are made
where the student's code runs (`utils.checks.classic_probes`); what comes back is compared here, with an independent
oracle. Functions that end in `_hidden` draw their cases from `rng()`.

Each aspect is looked at alone. Positive weights and inputs leave ReLU nothing to do: then only windows count. Constant
maps look alike in every window: then only activations count.
"""

from __future__ import annotations

from utils.checks.fingerprints import Probes
from utils.checks.week05 import conv_macs, inception, lenet5, nin_block, vgg16, vgg_block
from utils.checks.week05.conv_macs import (
    check_conv_macs_errors,
    check_conv_macs_groups,
    check_conv_macs_groups_hidden,
    check_conv_macs_values,
    check_conv_macs_values_hidden,
)
from utils.checks.week05.inception import (
    check_Inception_order,
    check_Inception_parameters,
    check_Inception_pool,
    check_Inception_pool_hidden,
    check_Inception_relu,
    check_Inception_relu_hidden,
    check_Inception_shape,
    check_Inception_windows,
    check_Inception_windows_hidden,
)
from utils.checks.week05.lenet5 import (
    check_lenet5_parameters,
    check_lenet5_pooling,
    check_lenet5_pooling_hidden,
    check_lenet5_shape,
    check_lenet5_tanh,
    check_lenet5_tanh_hidden,
)
from utils.checks.week05.nin_block import (
    check_nin_block_parameters,
    check_nin_block_relu,
    check_nin_block_relu_hidden,
    check_nin_block_shape,
    check_nin_block_windows,
    check_nin_block_windows_hidden,
)
from utils.checks.week05.vgg16 import (
    check_vgg16_layers,
    check_vgg16_options,
    check_vgg16_options_hidden,
    check_vgg16_parameters,
)
from utils.checks.week05.vgg_block import (
    check_vgg_block_parameters,
    check_vgg_block_relu,
    check_vgg_block_relu_hidden,
    check_vgg_block_shape,
    check_vgg_block_windows,
    check_vgg_block_windows_hidden,
)

__all__ = [
    "PROBES",
    "check_Inception_order",
    "check_Inception_parameters",
    "check_Inception_pool",
    "check_Inception_pool_hidden",
    "check_Inception_relu",
    "check_Inception_relu_hidden",
    "check_Inception_shape",
    "check_Inception_windows",
    "check_Inception_windows_hidden",
    "check_conv_macs_errors",
    "check_conv_macs_groups",
    "check_conv_macs_groups_hidden",
    "check_conv_macs_values",
    "check_conv_macs_values_hidden",
    "check_lenet5_parameters",
    "check_lenet5_pooling",
    "check_lenet5_pooling_hidden",
    "check_lenet5_shape",
    "check_lenet5_tanh",
    "check_lenet5_tanh_hidden",
    "check_nin_block_parameters",
    "check_nin_block_relu",
    "check_nin_block_relu_hidden",
    "check_nin_block_shape",
    "check_nin_block_windows",
    "check_nin_block_windows_hidden",
    "check_vgg16_layers",
    "check_vgg16_options",
    "check_vgg16_options_hidden",
    "check_vgg16_parameters",
    "check_vgg_block_parameters",
    "check_vgg_block_relu",
    "check_vgg_block_relu_hidden",
    "check_vgg_block_shape",
    "check_vgg_block_windows",
    "check_vgg_block_windows_hidden",
]

PROBES: dict[str, Probes] = {
    **conv_macs.PROBES,
    **lenet5.PROBES,
    **vgg_block.PROBES,
    **vgg16.PROBES,
    **nin_block.PROBES,
    **inception.PROBES,
}
