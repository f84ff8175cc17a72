"""Multiplication of spectra; float64 inside, cast back."""

import numpy as np


def convolve_image(image, kernel, stride=1, padding=0):
    if image.ndim != 2:
        raise ValueError("image.ndim != 2")
    if kernel.ndim != 2:
        raise ValueError("kernel.ndim != 2")
    if stride < 1:
        raise ValueError("stride < 1")
    if padding < 0:
        raise ValueError("padding < 0")
    padded = np.pad(image, padding)
    size = padded.shape
    rows, columns = size[0] - kernel.shape[0] + 1, size[1] - kernel.shape[1] + 1
    if rows < 1 or columns < 1:
        raise ValueError("kernel > padded image")
    spectrum = np.fft.rfft2(padded) * np.conj(np.fft.rfft2(kernel, size))
    full = np.fft.irfft2(spectrum, size)[:rows:stride, :columns:stride]
    return full.astype(np.result_type(image, kernel))
