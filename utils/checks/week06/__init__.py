"""Checks of week 6: residual and efficient networks, in PyTorch and Keras.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. Blocks are made
where the student's code runs, filled with known weights and traced there (`utils.checks.module_probes`); numbers are
compared here, with an independent oracle. No name inside of a block matters. Functions that end in `_hidden` draw their
cases from `rng()`.

One module a question, or two that belong together. What they share: `blocks` says what a block should be, `layers` what
a trace shows of it, `numbers` what it computes; `structure`, `residual_sum` and `residual_learning` judge these.
"""

from __future__ import annotations

from utils.checks.fingerprints import Probes
from utils.checks.week06 import (
    cost_and_scaling,
    depthwise_separable,
    inverted_residual,
    residual_block,
    resnet,
    resnet_blocks,
)
from utils.checks.week06.cost_and_scaling import (
    check_compound_scaling_hidden,
    check_compound_scaling_values,
    check_separable_cost_ratio_hidden,
    check_separable_cost_ratio_values,
)
from utils.checks.week06.depthwise_separable import (
    check_DepthwiseSeparable_activation,
    check_DepthwiseSeparable_shape,
    check_DepthwiseSeparable_weights,
    check_DepthwiseSeparable_wiring,
    check_DepthwiseSeparable_wiring_hidden,
)
from utils.checks.week06.inverted_residual import (
    check_InvertedResidual_linear,
    check_InvertedResidual_parts,
    check_InvertedResidual_relu6,
    check_InvertedResidual_relu6_hidden,
    check_InvertedResidual_shape,
    check_InvertedResidual_skip,
)
from utils.checks.week06.residual_block import (
    check_residual_block_learning,
    check_residual_block_parts,
    check_residual_block_shape,
    check_residual_block_sum,
    check_residual_block_sum_hidden,
)
from utils.checks.week06.resnet import (
    check_resnet_logits,
    check_resnet_parameters,
    check_resnet_stages,
    check_resnet_values_hidden,
)
from utils.checks.week06.resnet_blocks import (
    check_Bottleneck_parts,
    check_Bottleneck_shape,
    check_Bottleneck_stride,
    check_Bottleneck_sum,
    check_Bottleneck_sum_hidden,
    check_ResidualBlock_learning,
    check_ResidualBlock_parts,
    check_ResidualBlock_shape,
    check_ResidualBlock_sum,
    check_ResidualBlock_sum_hidden,
)

__all__ = [
    "PROBES",
    "check_Bottleneck_parts",
    "check_Bottleneck_shape",
    "check_Bottleneck_stride",
    "check_Bottleneck_sum",
    "check_Bottleneck_sum_hidden",
    "check_DepthwiseSeparable_activation",
    "check_DepthwiseSeparable_shape",
    "check_DepthwiseSeparable_weights",
    "check_DepthwiseSeparable_wiring",
    "check_DepthwiseSeparable_wiring_hidden",
    "check_InvertedResidual_linear",
    "check_InvertedResidual_parts",
    "check_InvertedResidual_relu6",
    "check_InvertedResidual_relu6_hidden",
    "check_InvertedResidual_shape",
    "check_InvertedResidual_skip",
    "check_ResidualBlock_learning",
    "check_ResidualBlock_parts",
    "check_ResidualBlock_shape",
    "check_ResidualBlock_sum",
    "check_ResidualBlock_sum_hidden",
    "check_compound_scaling_hidden",
    "check_compound_scaling_values",
    "check_residual_block_learning",
    "check_residual_block_parts",
    "check_residual_block_shape",
    "check_residual_block_sum",
    "check_residual_block_sum_hidden",
    "check_resnet_logits",
    "check_resnet_parameters",
    "check_resnet_stages",
    "check_resnet_values_hidden",
    "check_separable_cost_ratio_hidden",
    "check_separable_cost_ratio_values",
]

PROBES: dict[str, Probes] = {
    **resnet_blocks.PROBES,
    **resnet.PROBES,
    **depthwise_separable.PROBES,
    **cost_and_scaling.PROBES,
    **inverted_residual.PROBES,
    **residual_block.PROBES,
}
