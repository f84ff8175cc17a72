"""A figure of four spots, and how it was turned, shifted and zoomed in each of many images."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

GRID = tuple(np.indices((28, 28)) - 13.5)
SPOTS = ((0.0, 0.0, 2.0, 0.6), (0.0, 6.5, 1.6, 0.55), (5.0, 0.0, 1.6, 0.35), (-1.0, -5.0, 1.4, 0.3))


@dataclass(frozen=True)
class Poses:
    """Of every draw: degrees, shift in pixels (K, 2), zoom along two axes (K, 2), mirrored or not; and how it fits.

    `lost`: most of the figure has left the image. `clear`: the spots in this pose are what the image shows.
    """

    angles: np.ndarray
    shifts: np.ndarray
    zooms: np.ndarray
    mirrored: np.ndarray
    lost: np.ndarray
    clear: np.ndarray


def spots(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Four soft spots of different size and brightness around the centre: no turn or mirror image is like another."""
    each = [
        height * np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / (2 * size**2))
        for row, column, size, height in SPOTS
    ]
    return np.add.reduce(each)


def fit_poses(images: np.ndarray) -> Poses:
    """The linear map and the shift that turn the spots into each image `(K, 28, 28)`, by least squares.

    A pose is a row of eight numbers: a matrix (2, 2) and a shift that say where a pixel looks, contrast and brightness.
    """
    points = np.stack([axis.ravel() for axis in GRID])  # (2, 784)
    flat = images.reshape(len(images), -1)
    ground = np.median(flat, axis=1)
    figure = np.maximum(flat - ground[:, None], 0)
    mass = np.maximum(figure.sum(axis=1), 1e-6)
    centres = (figure @ points.T) / mass[:, None]
    own = spots(*points)
    centre = points @ own / own.sum()
    starts = []
    for mirror in (1.0, -1.0):
        for angle in np.arange(12) * math.pi / 6:
            turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
            linear = turn * (1.0, mirror)
            shift = centre - centres @ linear.T
            matrix = np.broadcast_to(linear.ravel(), (len(images), 4))
            starts.append(np.column_stack([matrix, shift, np.ones(len(images)), ground]))
    errors = np.stack([_error(start, points, flat) for start in starts])
    best_error = np.full(len(images), np.inf)
    best = starts[0]
    for rank in range(3):
        pose = np.stack(starts)[np.argsort(errors, axis=0)[rank], np.arange(len(images))]
        for _ in range(12):
            pose = pose + _step(pose, points, flat)
        error = _error(pose, points, flat)
        better = error < best_error
        best = np.where(better[:, None], pose, best)
        best_error = np.where(better, error, best_error)
    moved = np.linalg.inv(best[:, :4].reshape(-1, 2, 2) + 1e-9 * np.eye(2))
    left, sizes, right = np.linalg.svd(moved)
    turns = left @ right
    energy = (figure**2).sum(axis=1)
    clear = best_error < 0.1 * energy
    return Poses(
        angles=np.degrees(np.arctan2(turns[:, 1, 0], turns[:, 0, 0])),
        shifts=-np.einsum("kij,kj->ki", moved, best[:, 4:6]),
        zooms=sizes,
        mirrored=(np.linalg.det(moved) < 0) & (best_error < 0.03 * energy),
        lost=(mass < 0.35 * own.sum()) & ~clear,
        clear=clear,
    )


def _warped(pose: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Where each pixel looks in each pose, (K, 2, 784)."""
    return pose[:, :4].reshape(-1, 2, 2) @ points + pose[:, 4:6, None]


def _error(pose: np.ndarray, points: np.ndarray, flat: np.ndarray) -> np.ndarray:
    places = _warped(pose, points)
    return ((pose[:, 6:7] * spots(places[:, 0], places[:, 1]) + pose[:, 7:] - flat) ** 2).sum(axis=1)


def _step(pose: np.ndarray, points: np.ndarray, flat: np.ndarray) -> np.ndarray:
    """One step of Gauss and Newton towards the images, damped."""
    places, contrast = _warped(pose, points), pose[:, 6:7]
    seen = spots(places[:, 0], places[:, 1])
    nudge = 1e-3
    slopes = [
        contrast * (spots(places[:, 0] + nudge * (axis == 0), places[:, 1] + nudge * (axis == 1)) - seen) / nudge
        for axis in (0, 1)
    ]
    columns = [slope * factor for slope in slopes for factor in points] + [*slopes, seen, np.ones_like(seen)]
    jacobian = np.stack(columns, axis=-1)  # (K, 784, 8)
    normal = np.einsum("kpi,kpj->kij", jacobian, jacobian)
    scale = np.einsum("kii->ki", normal)
    damped = normal + np.einsum("ki,ij->kij", 1e-3 * scale + 1e-9, np.eye(8))
    wanted = np.einsum("kpi,kp->ki", jacobian, flat - contrast * seen - pose[:, 7:])
    return np.linalg.solve(damped, wanted[..., None])[..., 0]
