"""Checks of week 4, a network in PyTorch: its input, its parts, its loop and its file.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. Models, loaders
and files are made where the student's code runs (`utils.checks.torch_probes`); numbers are compared here, with an
independent oracle. Functions that end in `_hidden` or `_digits` draw their cases from `rng()`.
"""

from __future__ import annotations

from utils.checks.fingerprints import Probes
from utils.checks.week04 import evaluate, load_weights, mnist_net, save_weights, to_nchw, train_epoch
from utils.checks.week04.evaluate import (
    check_evaluate_mode,
    check_evaluate_untouched,
    check_evaluate_values,
    check_evaluate_values_hidden,
)
from utils.checks.week04.load_weights import (
    check_load_weights_safety,
    check_load_weights_values,
    check_load_weights_values_hidden,
)
from utils.checks.week04.mnist_net import (
    check_MnistNet_digits,
    check_MnistNet_dropout,
    check_MnistNet_learning,
    check_MnistNet_logits,
    check_MnistNet_logits_hidden,
    check_MnistNet_parameters,
)
from utils.checks.week04.save_weights import (
    check_save_weights_file,
    check_save_weights_hidden,
)
from utils.checks.week04.to_nchw import (
    check_to_nchw_errors,
    check_to_nchw_hidden,
    check_to_nchw_shape,
    check_to_nchw_values,
)
from utils.checks.week04.train_epoch import (
    check_train_epoch_digits,
    check_train_epoch_mean,
    check_train_epoch_mode,
    check_train_epoch_steps,
    check_train_epoch_steps_hidden,
)

__all__ = [
    "PROBES",
    "check_MnistNet_digits",
    "check_MnistNet_dropout",
    "check_MnistNet_learning",
    "check_MnistNet_logits",
    "check_MnistNet_logits_hidden",
    "check_MnistNet_parameters",
    "check_evaluate_mode",
    "check_evaluate_untouched",
    "check_evaluate_values",
    "check_evaluate_values_hidden",
    "check_load_weights_safety",
    "check_load_weights_values",
    "check_load_weights_values_hidden",
    "check_save_weights_file",
    "check_save_weights_hidden",
    "check_to_nchw_errors",
    "check_to_nchw_hidden",
    "check_to_nchw_shape",
    "check_to_nchw_values",
    "check_train_epoch_digits",
    "check_train_epoch_mean",
    "check_train_epoch_mode",
    "check_train_epoch_steps",
    "check_train_epoch_steps_hidden",
]

PROBES: dict[str, Probes] = {
    **to_nchw.PROBES,
    **mnist_net.PROBES,
    **train_epoch.PROBES,
    **evaluate.PROBES,
    **save_weights.PROBES,
    **load_weights.PROBES,
}
