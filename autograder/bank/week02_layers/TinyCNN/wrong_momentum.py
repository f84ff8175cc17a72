"""earlier steps push on

That is momentum. Plain gradient descent forgets what was before, and lr=0 stands still.
Lesson: 2.5 "One step"
"""

import numpy as np


class TinyCNN:
    """A convolutional network for digits of 8x8 pixels, trained by hand-written gradients."""

    def __init__(self, seed=0):
        rng = np.random.default_rng(seed)
        self.filters = rng.normal(0, np.sqrt(2 / 9), (9, 8))
        self.filter_bias = np.zeros(8)
        self.dense = rng.normal(0, np.sqrt(1 / 72), (72, 10))
        self.dense_bias = np.zeros(10)
        self.push = 0

    def forward(self, images):
        """Logits (N, 10) of images (N, 8, 8, 1)."""
        return self._layers(images)[-1]

    def _layers(self, images):
        """The patches under the filters, the maps after the ReLU, their windows, the pooled row, the logits."""
        n = len(images)
        patches = np.lib.stride_tricks.sliding_window_view(images[..., 0], (3, 3), axis=(1, 2)).reshape(n, 6, 6, 9)
        maps = np.maximum(patches @ self.filters + self.filter_bias, 0)
        windows = maps.reshape(n, 3, 2, 3, 2, 8).transpose(0, 1, 3, 5, 2, 4).reshape(n, 3, 3, 8, 4)
        flat = windows.max(axis=-1).reshape(n, 72)
        return patches, maps, windows, flat, flat @ self.dense + self.dense_bias

    def train_step(self, images, labels, lr):
        """One step of gradient descent; returns the loss before it."""
        n = len(images)
        patches, maps, windows, flat, logits = self._layers(images)
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        dlogits = np.exp(log_p)
        dlogits[np.arange(n), labels] -= 1
        dlogits /= n
        dflat = dlogits @ self.dense.T
        winners = np.arange(4) == windows.argmax(axis=-1)[..., None]
        dwindows = winners * dflat.reshape(n, 3, 3, 8, 1)
        dmaps = dwindows.reshape(n, 3, 3, 8, 2, 2).transpose(0, 1, 4, 2, 5, 3).reshape(n, 6, 6, 8) * (maps > 0)
        self.push = 0.9 * self.push + flat.T @ dlogits
        self.dense -= lr * self.push
        self.dense_bias -= lr * dlogits.sum(axis=0)
        self.filters -= lr * np.tensordot(patches, dmaps, axes=((0, 1, 2), (0, 1, 2)))
        self.filter_bias -= lr * dmaps.sum(axis=(0, 1, 2))
        return float(-log_p[np.arange(n), labels].mean())
