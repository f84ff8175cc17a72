"""Checks of week 8, transfer learning and practice: frozen parts, new heads, features, augmentation and ensembles.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. Networks, loaders
and generators of random numbers are made where the student's code runs (`utils.checks.transfer_probes`). Functions that
draw random numbers are judged by what they may, must and never do, not by a stream of numbers: the bounds on shares
are so wide that a correct solution misses one in fewer than a million runs.

One module a question; `networks`, `draws` and `reports` hold what several of them share.
"""

from __future__ import annotations

from utils.checks.fingerprints import Probes
from utils.checks.week08 import (
    ensemble_predict,
    extract_features,
    freeze,
    parameter_groups,
    pca_color_shift,
    random_crop,
    random_mirror,
    replace_head,
    split_then_augment,
    ten_crop,
    trainable_parameters,
)
from utils.checks.week08.ensemble_predict import check_ensemble_predict_hidden, check_ensemble_predict_values
from utils.checks.week08.extract_features import (
    check_extract_features_hidden,
    check_extract_features_mode,
    check_extract_features_untouched,
    check_extract_features_values,
)
from utils.checks.week08.freeze import check_freeze_hidden, check_freeze_rest, check_freeze_values
from utils.checks.week08.parameter_groups import (
    check_parameter_groups_frozen,
    check_parameter_groups_hidden,
    check_parameter_groups_once,
    check_parameter_groups_values,
)
from utils.checks.week08.pca_color_shift import check_pca_color_shift_hidden, check_pca_color_shift_values
from utils.checks.week08.random_crop import (
    check_random_crop_errors,
    check_random_crop_random,
    check_random_crop_random_hidden,
    check_random_crop_values,
    check_random_crop_values_hidden,
)
from utils.checks.week08.random_mirror import (
    check_random_mirror_random,
    check_random_mirror_random_hidden,
    check_random_mirror_values,
    check_random_mirror_values_hidden,
)
from utils.checks.week08.replace_head import (
    check_replace_head_body,
    check_replace_head_hidden,
    check_replace_head_learns,
    check_replace_head_shape,
)
from utils.checks.week08.split_then_augment import (
    check_split_then_augment_copies,
    check_split_then_augment_copies_hidden,
    check_split_then_augment_leak,
    check_split_then_augment_leak_hidden,
    check_split_then_augment_random,
    check_split_then_augment_random_hidden,
    check_split_then_augment_shape,
)
from utils.checks.week08.ten_crop import (
    check_ten_crop_errors,
    check_ten_crop_hidden,
    check_ten_crop_shape,
    check_ten_crop_values,
)
from utils.checks.week08.trainable_parameters import (
    check_trainable_parameters_hidden,
    check_trainable_parameters_values,
)

__all__ = [
    "PROBES",
    "check_ensemble_predict_hidden",
    "check_ensemble_predict_values",
    "check_extract_features_hidden",
    "check_extract_features_mode",
    "check_extract_features_untouched",
    "check_extract_features_values",
    "check_freeze_hidden",
    "check_freeze_rest",
    "check_freeze_values",
    "check_parameter_groups_frozen",
    "check_parameter_groups_hidden",
    "check_parameter_groups_once",
    "check_parameter_groups_values",
    "check_pca_color_shift_hidden",
    "check_pca_color_shift_values",
    "check_random_crop_errors",
    "check_random_crop_random",
    "check_random_crop_random_hidden",
    "check_random_crop_values",
    "check_random_crop_values_hidden",
    "check_random_mirror_random",
    "check_random_mirror_random_hidden",
    "check_random_mirror_values",
    "check_random_mirror_values_hidden",
    "check_replace_head_body",
    "check_replace_head_hidden",
    "check_replace_head_learns",
    "check_replace_head_shape",
    "check_split_then_augment_copies",
    "check_split_then_augment_copies_hidden",
    "check_split_then_augment_leak",
    "check_split_then_augment_leak_hidden",
    "check_split_then_augment_random",
    "check_split_then_augment_random_hidden",
    "check_split_then_augment_shape",
    "check_ten_crop_errors",
    "check_ten_crop_hidden",
    "check_ten_crop_shape",
    "check_ten_crop_values",
    "check_trainable_parameters_hidden",
    "check_trainable_parameters_values",
]

PROBES: dict[str, Probes] = {
    **freeze.PROBES,
    **trainable_parameters.PROBES,
    **replace_head.PROBES,
    **extract_features.PROBES,
    **parameter_groups.PROBES,
    **random_mirror.PROBES,
    **random_crop.PROBES,
    **pca_color_shift.PROBES,
    **ten_crop.PROBES,
    **ensemble_predict.PROBES,
    **split_then_augment.PROBES,
}
