"""Patches as rows of one matrix, maximum pooling by reshaping, float32 inside."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class TinyCNN:
    def __init__(self, seed=0):
        rng = np.random.default_rng(seed)
        self.filters = rng.normal(0, np.sqrt(2 / 9), (9, 8)).astype(np.float32)
        self.filter_bias = np.zeros(8, np.float32)
        self.dense = rng.normal(0, np.sqrt(1 / 72), (72, 10)).astype(np.float32)
        self.dense_bias = np.zeros(10, np.float32)

    def _run(self, images):
        patches = sliding_window_view(images[..., 0].astype(np.float32), (3, 3), axis=(1, 2)).reshape(-1, 6, 6, 9)
        maps = np.maximum(patches @ self.filters + self.filter_bias, 0)
        windows = maps.reshape(-1, 3, 2, 3, 2, 8).transpose(0, 1, 3, 5, 2, 4).reshape(-1, 3, 3, 8, 4)
        flat = windows.max(axis=-1).reshape(len(images), -1)
        return patches, maps, windows, flat, flat @ self.dense + self.dense_bias

    def forward(self, images):
        return self._run(images)[-1]

    def train_step(self, images, labels, lr):
        patches, maps, windows, flat, logits = self._run(images)
        n = len(images)
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        dlogits = np.exp(log_p)
        dlogits[np.arange(n), labels] -= 1
        dlogits /= n
        dpooled = (dlogits @ self.dense.T).reshape(n, 3, 3, 8)
        dwindows = np.zeros_like(windows)
        np.put_along_axis(dwindows, windows.argmax(axis=-1)[..., None], dpooled[..., None], axis=-1)
        dmaps = dwindows.reshape(n, 3, 3, 8, 2, 2).transpose(0, 1, 4, 2, 5, 3).reshape(n, 6, 6, 8) * (maps > 0)
        self.dense -= lr * flat.T @ dlogits
        self.dense_bias -= lr * dlogits.sum(axis=0)
        self.filters -= lr * np.tensordot(patches, dmaps, axes=((0, 1, 2), (0, 1, 2)))
        self.filter_bias -= lr * dmaps.sum(axis=(0, 1, 2))
        return float(-log_p[np.arange(n), labels].mean())
