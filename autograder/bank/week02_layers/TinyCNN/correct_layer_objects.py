"""A list of layer objects, each with forward and backward."""

import numpy as np


class Conv:
    def __init__(self, rng, size, inputs, outputs):
        self.size = size
        self.weights = rng.standard_normal((size, size, inputs, outputs)) * (2 / (size * size * inputs)) ** 0.5
        self.bias = np.zeros(outputs)

    def forward(self, x):
        self.x = x
        f, (n, h, w, _) = self.size, x.shape
        out = np.empty((n, h - f + 1, w - f + 1, len(self.bias)))
        for i in range(h - f + 1):
            for j in range(w - f + 1):
                out[:, i, j] = np.tensordot(x[:, i : i + f, j : j + f], self.weights, 3) + self.bias
        return out

    def backward(self, dout, lr):
        f = self.size
        dx, dw = np.zeros(self.x.shape), np.zeros(self.weights.shape)
        for i in range(dout.shape[1]):
            for j in range(dout.shape[2]):
                dw += np.tensordot(self.x[:, i : i + f, j : j + f], dout[:, i, j], (0, 0))
                dx[:, i : i + f, j : j + f] += np.tensordot(dout[:, i, j], self.weights, (1, 3))
        self.weights -= lr * dw
        self.bias -= lr * dout.sum((0, 1, 2))
        return dx


class Bend:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout, lr):
        return dout * self.mask


class MaxPool:
    def forward(self, x):
        n, h, w, c = x.shape
        blocks = x.reshape(n, h // 2, 2, w // 2, 2, c)
        out = blocks.max((2, 4))
        first = np.zeros(blocks.shape, bool)
        open_ = np.ones(out.shape, bool)
        for u in range(2):
            for v in range(2):
                hit = (blocks[:, :, u, :, v] == out) & open_
                first[:, :, u, :, v] = hit
                open_ &= ~hit
        self.first, self.shape = first, x.shape
        return out

    def backward(self, dout, lr):
        return (self.first * dout[:, :, None, :, None]).reshape(self.shape)


class Flatten:
    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout, lr):
        return dout.reshape(self.shape)


class Dense:
    def __init__(self, rng, inputs, outputs):
        self.weights = rng.standard_normal((inputs, outputs)) * inputs**-0.5
        self.bias = np.zeros(outputs)

    def forward(self, x):
        self.x = x
        return x @ self.weights + self.bias

    def backward(self, dout, lr):
        dx = dout @ self.weights.T
        self.weights -= lr * self.x.T @ dout
        self.bias -= lr * dout.sum(0)
        return dx


class TinyCNN:
    def __init__(self, seed=0):
        rng = np.random.default_rng(seed)
        self.layers = [Conv(rng, 3, 1, 8), Bend(), MaxPool(), Flatten(), Dense(rng, 72, 10)]

    def forward(self, images):
        x = images
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def train_step(self, images, labels, lr):
        logits = self.forward(images)
        top = logits.max(1, keepdims=True)
        log_sum = top + np.log(np.exp(logits - top).sum(1, keepdims=True))
        loss = (log_sum[:, 0] - logits[np.arange(len(labels)), labels]).mean()
        dout = np.exp(logits - log_sum)
        dout[np.arange(len(labels)), labels] -= 1
        dout = dout / len(labels)
        for layer in self.layers[::-1]:
            dout = layer.backward(dout, lr)
        return loss
