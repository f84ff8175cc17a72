"""Max pooling 2x2 in plain NumPy, forward and backward, exact on ties.

Images are NHWC, float32 or float64. Windows do not overlap; an odd last row or column is left out. Work goes
through the images in blocks that stay in the cache, as in `utils.fast_convolution`.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

BLOCK_BYTES = 1024**2
"""Size of the images of one block."""


def max_pool_2x2(images: Array) -> Array:
    """Take the largest number of every 2x2 window, channel by channel.

    The rows of a pair are compared first: in NHWC memory a row is one long run. Then its columns, half as many.

    Args:
        images: `(N, H, W, C)`, float32 or float64

    Returns:
        `(N, H // 2, W // 2, C)`, same dtype. A window that contains NaN gives NaN.

    Raises:
        ValueError: `images` has another rank or dtype, or is smaller than one window.
    """
    rows, columns = _output_size(images)
    output = np.empty((len(images), rows, columns, images.shape[3]), images.dtype)
    for block in _blocks(images):
        pixels = images[block, : 2 * rows, : 2 * columns]
        larger = np.maximum(pixels[:, ::2], pixels[:, 1::2])
        np.maximum(larger[:, :, ::2], larger[:, :, 1::2], out=output[block])
    return output


def max_pool_2x2_gradient(output_gradient: Array, images: Array, output: Array) -> Array:
    """Gradient of `max_pool_2x2` with respect to the images.

    The gradient of a window goes to the pixel that was its maximum. If several are equal it goes to the first of
    them, in reading order, as in torch: one path, not four. Each place of the window takes the gradient where it holds
    the maximum, and hands on what is left.

    Args:
        output_gradient: gradient of the loss with respect to the output, `(N, H // 2, W // 2, C)`, finite
        images: as given to `max_pool_2x2`, without NaN
        output: what `max_pool_2x2` returned

    Returns:
        `(N, H, W, C)`, the dtype of images

    Raises:
        ValueError: a shape or a dtype does not fit; the message names the argument.
    """
    rows, columns = _output_size(images)
    shape = (len(images), rows, columns, images.shape[3])
    for name, array in (("output_gradient", output_gradient), ("output", output)):
        if array.shape != shape or array.dtype != images.dtype:
            raise ValueError(f"{name} must be {images.dtype} {shape}, got {array.dtype} {array.shape}")
    gradient = np.empty_like(images, order="C", subok=False)
    gradient[:, 2 * rows :] = 0
    gradient[:, :, 2 * columns :] = 0
    for block in _blocks(images):
        left = output_gradient[block].copy()
        *places, (_, last) = zip(_quarters(images[block]), _quarters(gradient[block]), strict=True)
        for pixels, target in places:
            taken = (pixels == output[block]).astype(images.dtype)
            taken *= left
            target[...] = taken
            left -= taken
        last[...] = left
    return gradient


def _quarters(images: Array) -> Iterator[Array]:
    """Views of the four places of all windows, in reading order: top left, top right, bottom left, bottom right."""
    rows, columns = images.shape[1] // 2 * 2, images.shape[2] // 2 * 2
    for i in (0, 1):
        for j in (0, 1):
            yield images[:, i:rows:2, j:columns:2]


def _blocks(images: Array) -> Iterator[slice]:
    """Runs of whole images that take about `BLOCK_BYTES`."""
    count = max(1, BLOCK_BYTES // (images[0].nbytes if len(images) else 1))
    for first in range(0, len(images), count):
        yield slice(first, first + count)


def _output_size(images: Array) -> tuple[int, int]:
    """Check the images and return the height and width of the pooled map."""
    if images.ndim != 4 or images.dtype not in (np.float32, np.float64):
        raise ValueError(f"images must be float32 or float64 (N, H, W, C), got {images.dtype} {images.shape}")
    rows, columns = images.shape[1] // 2, images.shape[2] // 2
    if rows < 1 or columns < 1:
        raise ValueError(f"images must be at least 2x2 pixels, got {images.shape[1:3]}")
    return rows, columns
