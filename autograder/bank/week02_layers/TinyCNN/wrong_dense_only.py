"""the first layer is dense

Every pixel reaches every unit. A convolution looks at small windows and shares its weights.
Lesson: 1.1 "Local, shared, sparse"
"""

import numpy as np


class TinyCNN:
    def __init__(self, seed=0):
        rng = np.random.default_rng(seed)
        self.a, self.b = rng.normal(0, np.sqrt(2 / 64), (64, 48)), np.zeros(48)
        self.c, self.d = rng.normal(0, np.sqrt(1 / 48), (48, 10)), np.zeros(10)

    def forward(self, images):
        return np.maximum(images.reshape(-1, 64) @ self.a + self.b, 0) @ self.c + self.d

    def train_step(self, images, labels, lr):
        x = images.reshape(-1, 64)
        h = np.maximum(x @ self.a + self.b, 0)
        z = h @ self.c + self.d
        log_p = z - np.logaddexp.reduce(z, axis=1, keepdims=True)
        dz = np.exp(log_p)
        dz[np.arange(len(x)), labels] -= 1
        dz /= len(x)
        dh = dz @ self.c.T * (h > 0)
        self.c -= lr * h.T @ dz
        self.d -= lr * dz.sum(0)
        self.a -= lr * x.T @ dh
        self.b -= lr * dh.sum(0)
        return float(-log_p[np.arange(len(x)), labels].mean())
