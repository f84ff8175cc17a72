"""A second dense layer, kernels of 5, tanh after it; the loss as a 0-d array."""

import numpy as np


class TinyCNN:
    def __init__(self, seed=0):
        rng = np.random.default_rng(seed)
        self.K = rng.normal(scale=np.sqrt(2 / 25), size=(25, 6))
        self.k = np.zeros(6)
        self.U = rng.normal(scale=np.sqrt(1 / 96), size=(96, 32))
        self.u = np.zeros(32)
        self.V = rng.normal(scale=np.sqrt(1 / 32), size=(32, 10))
        self.v = np.zeros(10)

    def layers(self, images):
        columns = np.stack(
            [images[:, i : i + 4, j : j + 4, 0] for i in range(5) for j in range(5)], axis=-1
        )
        maps = np.maximum(0, columns @ self.K + self.k)
        flat = maps.reshape(len(images), 96)
        hidden = np.tanh(flat @ self.U + self.u)
        return columns, maps, flat, hidden, hidden @ self.V + self.v

    def forward(self, images):
        *_, logits = self.layers(images)
        return logits

    def train_step(self, images, labels, lr):
        columns, maps, flat, hidden, logits = self.layers(images)
        e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
        p = e / np.sum(e, axis=1, keepdims=True)
        target = np.zeros(p.shape)
        target[np.arange(len(labels)), labels] = 1
        loss = -np.sum(target * np.log(np.maximum(p, 1e-300))) / len(labels)
        d = (p - target) / len(labels)
        dhidden = d @ self.V.T * (1 - hidden**2)
        dmaps = (dhidden @ self.U.T).reshape(maps.shape) * (maps > 0)
        self.V -= lr * hidden.T @ d
        self.v -= lr * d.sum(0)
        self.U -= lr * flat.T @ dhidden
        self.u -= lr * dhidden.sum(0)
        self.K -= lr * np.einsum("nijp,nijk->pk", columns, dmaps)
        self.k -= lr * dmaps.sum((0, 1, 2))
        return np.array(loss)
