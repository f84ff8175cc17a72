"""An object that can be called, Fortran order, read-only result."""

import numpy as np


class Convolution:
    def __call__(self, images, weights, bias=None, stride=1, padding=0, dilation=1):
        self.check(images=images, weights=weights)
        for name, value, least in (("stride", stride, 1), ("padding", padding, 0)):
            if value < least:
                raise ValueError(f"{name.upper()} = {value} < {least}")
        if images.shape[-1] != weights.shape[-2]:
            raise ValueError("C_in differs")
        x = np.pad(images, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
        tops, lefts = (range(0, n - dilation * (k - 1), stride) for n, k in zip(x.shape[1:3], weights.shape[:2]))
        if not tops or not lefts:
            raise ValueError("dilation, padding and kernel leave no window")
        shape = (len(x), len(tops), len(lefts), weights.shape[-1])
        result = np.zeros(shape, np.result_type(images, weights), order="F")
        for u, v in np.ndindex(*weights.shape[:2]):
            rows = [top + u * dilation for top in tops]
            columns = [left + v * dilation for left in lefts]
            result += x[:, rows][:, :, columns] @ weights[u, v]
        if bias is not None:
            result += bias
        result.setflags(write=False)
        return result

    @staticmethod
    def check(**arrays):
        for name, array in arrays.items():
            if array.ndim != 4:
                raise ValueError(f"{name} has {array.ndim} axes")


conv2d = Convolution()
