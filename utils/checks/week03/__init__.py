"""Checks of week 3, a CNN in Keras.

`check_<question>_<aspect>(function)` raises `CheckFailed` with one message or prints what was checked. Models stay
where the student's code runs; `utils.checks.keras_probes` fetches arrays from them, judged here by NumPy alone.
"""

from __future__ import annotations

from utils.checks.fingerprints import Probes
from utils.checks.week03 import build_augmenter, build_cnn, preparation, train
from utils.checks.week03.build_augmenter import (
    check_build_augmenter_hidden,
    check_build_augmenter_inference,
    check_build_augmenter_moves,
)
from utils.checks.week03.build_cnn import (
    check_build_cnn_accuracy,
    check_build_cnn_convolutions,
    check_build_cnn_errors,
    check_build_cnn_output,
    check_build_cnn_regularisation,
)
from utils.checks.week03.preparation import (
    check_one_hot_errors,
    check_one_hot_hidden,
    check_one_hot_values,
    check_prepare_images_errors,
    check_prepare_images_hidden,
    check_prepare_images_values,
)
from utils.checks.week03.train import (
    check_train_accuracy,
    check_train_errors,
    check_train_hidden,
    check_train_history,
    check_train_seed,
    check_train_validation,
)

__all__ = [
    "PROBES",
    "check_build_augmenter_hidden",
    "check_build_augmenter_inference",
    "check_build_augmenter_moves",
    "check_build_cnn_accuracy",
    "check_build_cnn_convolutions",
    "check_build_cnn_errors",
    "check_build_cnn_output",
    "check_build_cnn_regularisation",
    "check_one_hot_errors",
    "check_one_hot_hidden",
    "check_one_hot_values",
    "check_prepare_images_errors",
    "check_prepare_images_hidden",
    "check_prepare_images_values",
    "check_train_accuracy",
    "check_train_errors",
    "check_train_hidden",
    "check_train_history",
    "check_train_seed",
    "check_train_validation",
]

PROBES: dict[str, Probes] = {
    **preparation.PROBES,
    **build_cnn.PROBES,
    **build_augmenter.PROBES,
    **train.PROBES,
}
