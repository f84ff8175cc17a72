"""Checks of `pca_color_shift`: one colour added to all pixels, along the directions in which colours vary."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.report import Call, rng


def pca_call(image: np.ndarray, values: np.ndarray, vectors: np.ndarray, alphas: np.ndarray) -> Call:
    """pca_color_shift(image, eigenvalues, eigenvectors, alphas)"""
    return Call({"image": image, "eigenvalues": values, "eigenvectors": vectors, "alphas": alphas})


WORKED_PCA = pca_call(
    np.array([[[10.0, 20, 30], [0, 0, 0]]]),
    np.array([4.0, 2.0, 1.0]),
    np.array([[1.0, 0, 0], [1, 1, 0], [0, 1, 1]]),
    np.array([0.5, 1.0, -1.0]),
)


def _pca(height: int, width: int, seed: int, scale: float = 1.0) -> Call:
    """A call with integers (times `scale`): the vectors need not be a basis for the arithmetic to hold."""
    random = np.random.default_rng(seed)
    image, vectors = random.integers(-9, 10, (height, width, 3)), random.integers(-3, 4, (3, 3))
    values, alphas = random.permutation([2, 3, 5]), random.permutation([-2, 1, 3])
    return pca_call(*(scale * array.astype(np.float64) for array in (image, values, vectors, alphas)))


PCA_CALLS = [WORKED_PCA, _pca(3, 3, 1), _pca(2, 4, 2), _pca(1, 1, 3)]
PCA_FLOATS = [_pca(2, 3, 4, scale=0.5)]


def check_pca_color_shift_values(pca_color_shift: Any) -> None:
    """The worked example and integers."""
    from utils.checks import oracles_week08 as oracles

    check = named_check("pca_color_shift", pca_color_shift, PROBES, visible=True)
    for call in PCA_CALLS:
        check.array(call, oracles.pca_color_shift(**call.required))
    check.finish()


def check_pca_color_shift_hidden(pca_color_shift: Any) -> None:
    """Eigenvalues and eigenvectors of random colours, in float32 and float64; the dtype of the image stays."""
    from utils.checks import oracles_week08 as oracles

    random = rng()
    check = named_check("pca_color_shift", pca_color_shift, PROBES)
    for dtype in ("float64", "float32"):
        height, width = (int(n) for n in random.integers(2, 7, 2))
        image = random.normal(size=(height, width, 3)) @ random.normal(size=(3, 3))
        values, vectors = np.linalg.eigh(np.cov(image.reshape(-1, 3).T) + 0.1 * np.eye(3))
        call = pca_call(image, values, vectors, random.normal(size=3)).astype(dtype)
        expected = oracles.pca_color_shift(**call.required)
        check.array(call, expected.astype(dtype), dtype=True)
    check.finish()


PROBES: dict[str, Probes] = {"pca_color_shift": call_probes(PCA_CALLS, floats=PCA_FLOATS)}
