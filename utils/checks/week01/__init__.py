"""Checks of week 1, convolution by hand.

`check_<question>_<aspect>(function)` raises `CheckFailed` with one message or prints what was checked. Functions that
end in `_hidden` draw their cases from `rng()` and ask an independent oracle.

One module a question, the two counts of parameters together. `windows` holds what several of them share.
"""

from __future__ import annotations

from utils.checks.fingerprints import Probes
from utils.checks.week01 import (
    conv2d,
    conv_output_size,
    convolve_image,
    named_kernels,
    pad_images,
    parameters,
    receptive_field,
    same_padding,
)
from utils.checks.week01.conv2d import (
    check_conv2d_errors,
    check_conv2d_hidden,
    check_conv2d_shape,
    check_conv2d_values,
)
from utils.checks.week01.conv_output_size import (
    check_conv_output_size_errors,
    check_conv_output_size_hidden,
    check_conv_output_size_values,
)
from utils.checks.week01.convolve_image import (
    check_convolve_image_errors,
    check_convolve_image_hidden,
    check_convolve_image_values,
)
from utils.checks.week01.named_kernels import (
    check_named_kernels_hidden,
    check_named_kernels_values,
)
from utils.checks.week01.pad_images import (
    check_pad_images_errors,
    check_pad_images_hidden,
    check_pad_images_values,
)
from utils.checks.week01.parameters import (
    check_conv_parameters_hidden,
    check_conv_parameters_values,
    check_dense_parameters_hidden,
    check_dense_parameters_values,
)
from utils.checks.week01.receptive_field import (
    check_receptive_field_hidden,
    check_receptive_field_values,
)
from utils.checks.week01.same_padding import (
    check_same_padding_errors,
    check_same_padding_hidden,
    check_same_padding_values,
)

__all__ = [
    "PROBES",
    "check_conv2d_errors",
    "check_conv2d_hidden",
    "check_conv2d_shape",
    "check_conv2d_values",
    "check_conv_output_size_errors",
    "check_conv_output_size_hidden",
    "check_conv_output_size_values",
    "check_conv_parameters_hidden",
    "check_conv_parameters_values",
    "check_convolve_image_errors",
    "check_convolve_image_hidden",
    "check_convolve_image_values",
    "check_dense_parameters_hidden",
    "check_dense_parameters_values",
    "check_named_kernels_hidden",
    "check_named_kernels_values",
    "check_pad_images_errors",
    "check_pad_images_hidden",
    "check_pad_images_values",
    "check_receptive_field_hidden",
    "check_receptive_field_values",
    "check_same_padding_errors",
    "check_same_padding_hidden",
    "check_same_padding_values",
]

PROBES: dict[str, Probes] = {
    **conv_output_size.PROBES,
    **same_padding.PROBES,
    **pad_images.PROBES,
    **convolve_image.PROBES,
    **named_kernels.PROBES,
    **conv2d.PROBES,
    **parameters.PROBES,
    **receptive_field.PROBES,
}
