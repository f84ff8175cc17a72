"""Two convolutions in plain NumPy that are fast because of where their numbers lie in memory.

Layout. Images are NHWC, `(N, H, W, C_in)`; weights are `(kernel_h, kernel_w, C_in, C_out)`; both float32 or
both float64. Like every CNN layer, both functions compute a cross-correlation: the kernel is not flipped.

`tiled_conv2d` is im2col (Chellapilla, Puri and Simard 2006) cut into tiles. The windows of the whole batch,
written side by side, make one large matrix that has to travel to main memory and back. The windows of a
few output rows stay in the cache of the core, and the matrix product finds them there.

`winograd_conv2d` is the F(4x4, 3x3) algorithm of Lavin and Gray (2016), built on Winograd (1980). A 6x6 tile of
the input gives a 4x4 tile of the output with 36 multiplications instead of 144. It works for 3x3 kernels at
stride 1 only, and it rounds more coarsely: against float64, results of size 5 are off by about 5e-5 in float32.

Both use as many threads as NumPy's BLAS does; the copies between the products run on one.

Sources: K. Chellapilla, S. Puri, P. Simard (2006), "High performance convolutional neural networks for document
processing", IWFHR. S. Winograd (1980), "Arithmetic complexity of computations", SIAM. A. Lavin, S. Gray (2016),
"Fast algorithms for convolutional neural networks", CVPR.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from numpy.typing import NDArray

Array = NDArray[np.floating]

TILE_BYTES = 2 * 1024**2
"""Size of the window matrix of one tile in `tiled_conv2d`. Larger tiles leave the cache; in smaller ones the
product spends its time rearranging the weights. Between 1 and 4 MiB little changes."""

BLOCK_BYTES = 2 * 1024**2
"""Size of what a block of `winograd_conv2d` needs at one time: its input tiles twice and its products once."""

# Lavin and Gray (2016), section 4.3: the matrices of F(4, 3), for the interpolation points 0, 1, -1, 2, -2 and
# infinity. In one dimension, outputs = OUTPUT @ ((KERNEL @ kernel) * (INPUT @ inputs)).
INPUT_TRANSFORM = np.array(
    [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ],
    dtype=np.float64,
)
"""The matrix B^T, (6, 6)."""

KERNEL_TRANSFORM = np.array(
    [
        [1 / 4, 0, 0],
        [-1 / 6, -1 / 6, -1 / 6],
        [-1 / 6, 1 / 6, -1 / 6],
        [1 / 24, 1 / 12, 1 / 6],
        [1 / 24, -1 / 12, 1 / 6],
        [0, 0, 1],
    ]
)
"""The matrix G, (6, 3)."""

OUTPUT_TRANSFORM = np.array(
    [
        [1, 1, 1, 1, 1, 0],
        [0, 1, -1, 2, -2, 0],
        [0, 1, 1, 4, 4, 0],
        [0, 1, -1, 8, -8, 1],
    ],
    dtype=np.float64,
)
"""The matrix A^T, (4, 6)."""

BIAS_PLACE = 6 * 1 + 1
"""Column 1 of A^T is all ones: what is added to a tile at place (1, 1) reaches each of the 16 outputs once."""


class Gradients(NamedTuple):
    """Gradients of the loss with respect to what a convolution was given, each with the shape of its namesake."""

    images: Array
    weights: Array
    bias: Array


def tiled_conv2d(
    images: Array, weights: Array, bias: Array | None = None, *, stride: int = 1, padding: int = 0
) -> Array:
    """Cross-correlate images with weights by im2col, a few output rows at a time.

    Args:
        images: `(N, H, W, C_in)`, float32 or float64
        weights: `(kernel_h, kernel_w, C_in, C_out)`, same dtype
        bias: `(C_out,)`, one number per filter, or None
        stride: step of the window in both directions, at least 1
        padding: zeros added on each of the four sides

    Returns:
        `(N, H_out, W_out, C_out)` with `H_out = (H + 2 * padding - kernel_h) // stride + 1`, same dtype

    Raises:
        ValueError: if a shape, a dtype, the stride or the padding does not fit; the message names the argument.
    """
    out_h, out_w = _output_size(images, weights, stride, padding)
    _check_bias(bias, weights)
    count, channels_out = len(images), weights.shape[-1]
    matrix = weights.reshape(-1, channels_out)
    output = np.empty((count, out_h, out_w, channels_out), images.dtype)
    for which, rows in _tiles(images, weights, out_h, out_w):
        band = _input_band(images[which], rows, weights.shape, stride, padding)
        # A tile is one unbroken piece of the output, so this reshape is a view and the product lands in place.
        pixels = output[which, rows].reshape(-1, channels_out)
        np.matmul(_window_matrix(band, weights.shape, stride), matrix, out=pixels)
        if bias is not None:
            pixels += bias
    return output


def tiled_conv2d_gradients(
    output_gradient: Array, images: Array, weights: Array, *, stride: int = 1, padding: int = 0
) -> Gradients:
    """Gradients of `tiled_conv2d`, tile by tile.

    The product of the forward pass, `output = windows @ matrix`, has the two gradients `windows.T @ gradient` and
    `gradient @ matrix.T`. The second belongs to the windows: each of its numbers is added to the pixel that it was
    copied from.

    Args:
        output_gradient: gradient of the loss with respect to the output, `(N, H_out, W_out, C_out)`
        images, weights, stride, padding: as given to `tiled_conv2d`

    Returns:
        Gradients with respect to images, weights and bias

    Raises:
        ValueError: if a shape, a dtype, the stride or the padding does not fit; the message names the argument.
    """
    out_h, out_w = _output_size(images, weights, stride, padding)
    _check_output_gradient(output_gradient, (len(images), out_h, out_w, weights.shape[-1]), images.dtype)
    height, width = images.shape[1:3]
    matrix = weights.reshape(-1, weights.shape[-1])
    matrix_gradient = np.zeros_like(matrix)
    padded = np.zeros((len(images), height + 2 * padding, width + 2 * padding, images.shape[3]), images.dtype)
    for which, rows in _tiles(images, weights, out_h, out_w):
        gradient = output_gradient[which, rows].reshape(-1, weights.shape[-1])
        band = _input_band(images[which], rows, weights.shape, stride, padding)
        matrix_gradient += _window_matrix(band, weights.shape, stride).T @ gradient
        first = rows.start * stride
        target = padded[which, first : first + band.shape[1]]
        _add_windows(gradient, matrix, target, weights.shape, stride)
    inside = padded[:, padding : padding + height, padding : padding + width]
    return Gradients(
        np.ascontiguousarray(inside), matrix_gradient.reshape(weights.shape), _bias_gradient(output_gradient)
    )


def winograd_conv2d(images: Array, weights: Array, bias: Array | None = None, *, padding: int = 0) -> Array:
    """Cross-correlate images with 3x3 weights at stride 1 by Winograd's F(4x4, 3x3).

    For every 6x6 tile `d` of the input and every kernel `g`, the 4x4 tile of the output is
    `A^T [(G g G^T) * (B^T d B)] A`. The product `*` is elementwise within a tile; summed over the input channels
    and taken for all tiles and filters at once it becomes 36 matrix products, one for each place in the tile.

    Args:
        images: `(N, H, W, C_in)`, float32 or float64
        weights: `(3, 3, C_in, C_out)`, same dtype
        bias: `(C_out,)`, one number per filter, or None
        padding: zeros added on each of the four sides: 0, 1 or 2

    Returns:
        `(N, H + 2 * padding - 2, W + 2 * padding - 2, C_out)`, same dtype. A value that is not finite spoils
        whole 4x4 tiles of the output, not only the windows that contain it.

    Raises:
        ValueError: if a shape, a dtype or the padding does not fit; the message names the argument.
    """
    out_h, out_w = _winograd_output_size(images, weights, padding)
    _check_bias(bias, weights)
    count, channels_out = len(images), weights.shape[3]
    tiles_h, tiles_w = -(-out_h // 4), -(-out_w // 4)
    kernels = _transform(KERNEL_TRANSFORM, weights.reshape(9, -1)).reshape(36, -1, channels_out)
    output = np.empty((count, tiles_h, 4, tiles_w, 4, channels_out), images.dtype)
    for which, rows in _winograd_blocks(images, channels_out, tiles_h, tiles_w):
        inputs = _transformed_tiles(images[which], INPUT_TRANSFORM, rows, tiles_w, padding)
        products = inputs @ kernels
        if bias is not None:
            products[BIAS_PLACE] += bias
        tiles = _transform(OUTPUT_TRANSFORM, products.reshape(36, -1))
        tiles = tiles.reshape(4, 4, -1, rows.stop - rows.start, tiles_w, channels_out)
        output[which, rows] = tiles.transpose(2, 3, 0, 4, 1, 5)
    image_rows = output.reshape(count, 4 * tiles_h, 4 * tiles_w, channels_out)
    return np.ascontiguousarray(image_rows[:, :out_h, :out_w])


def winograd_conv2d_gradients(output_gradient: Array, images: Array, weights: Array, *, padding: int = 0) -> Gradients:
    """Gradients of `winograd_conv2d`.

    The gradient of the images is again a 3x3 convolution: of the output's gradient, with every kernel rotated by
    180 degrees and the two channel axes exchanged. The gradient of the weights runs the three transforms
    backwards: `G^T [sum over tiles of (B^T d B) * (A dY A^T)] G`.

    Args:
        output_gradient: gradient of the loss with respect to the output, `(N, H_out, W_out, C_out)`
        images, weights, padding: as given to `winograd_conv2d`

    Returns:
        Gradients with respect to images, weights and bias

    Raises:
        ValueError: if a shape, a dtype or the padding does not fit; the message names the argument.
    """
    out_h, out_w = _winograd_output_size(images, weights, padding)
    _check_output_gradient(output_gradient, (len(images), out_h, out_w, weights.shape[3]), images.dtype)
    rotated = np.ascontiguousarray(weights[::-1, ::-1].swapaxes(2, 3))
    return Gradients(
        winograd_conv2d(output_gradient, rotated, padding=2 - padding),
        _winograd_weights_gradient(output_gradient, images, padding),
        _bias_gradient(output_gradient),
    )


def _winograd_weights_gradient(output_gradient: Array, images: Array, padding: int) -> Array:
    """Sum over all tiles of the products between input tiles (6x6) and output gradient tiles (4x4)."""
    channels_in, channels_out = images.shape[3], output_gradient.shape[3]
    tiles_h, tiles_w = -(-output_gradient.shape[1] // 4), -(-output_gradient.shape[2] // 4)
    kernels = np.zeros((36, channels_in, channels_out), images.dtype)
    for which, rows in _winograd_blocks(images, channels_out, tiles_h, tiles_w):
        inputs = _transformed_tiles(images[which], INPUT_TRANSFORM, rows, tiles_w, padding)
        gradients = _transformed_tiles(output_gradient[which], OUTPUT_TRANSFORM.T, rows, tiles_w, 0)
        kernels += inputs.swapaxes(1, 2) @ gradients
    weights = _transform(KERNEL_TRANSFORM.T, kernels.reshape(36, -1))
    return weights.reshape(3, 3, channels_in, channels_out)


def _bias_gradient(output_gradient: Array) -> Array:
    """Sum over images and pixels. One axis at a time: adding long rows is faster than all axes in one call."""
    over_images: Array = output_gradient.sum(0)
    return over_images.sum(0).sum(0)


def _transform(matrix: Array, tiles: Array) -> Array:
    """Apply `matrix @ tile @ matrix.T` to many small square tiles at once.

    `matrix` is `(p, q)`; `tiles` is `(q * q, M)`, row `q * i + j` holding element (i, j) of all M tiles. Two
    products with the tiny matrix do it, and nothing has to be moved between them: the first mixes the rows of the
    tiles; the second, one product for each new row, mixes the columns. Returns `(p * p, M)`.
    """
    p, q = matrix.shape
    matrix = matrix.astype(tiles.dtype)
    rows_mixed = (matrix @ tiles.reshape(q, -1)).reshape(p, q, -1)
    return (matrix @ rows_mixed).reshape(p * p, -1)


def _transformed_tiles(images: Array, matrix: Array, rows: slice, tiles_w: int, padding: int) -> Array:
    """Cut rows of tiles out of the zero-padded images, one tile every 4 pixels, and transform them.

    `matrix` is `(6, q)` and decides the size q of a tile. Returns `(36, tiles, C)`.
    """
    size, channels = matrix.shape[1], images.shape[3]
    height, width = 4 * (rows.stop - rows.start - 1) + size, 4 * (tiles_w - 1) + size
    band = _zero_padded(images, 4 * rows.start - padding, height, padding, width)
    image_step, row_step, column_step, channel_step = band.strides
    tiles = as_strided(
        band,
        (size, size, len(images), rows.stop - rows.start, tiles_w, channels),
        (row_step, column_step, image_step, 4 * row_step, 4 * column_step, channel_step),
        writeable=False,
    )
    return _transform(matrix, tiles.reshape(size * size, -1)).reshape(36, -1, channels)


def _window_matrix(band: Array, kernel: tuple[int, ...], stride: int) -> Array:
    """Write the windows of a band out as a matrix `(windows, kernel_h * kernel_w * C_in)`.

    In NHWC memory one row of a window is one unbroken run of `kernel_w * C_in` numbers, and long runs copy fast.
    With one channel or few the runs along the image row are longer; then the matrix is stored column by column.
    """
    kernel_h, kernel_w, channels, _ = kernel
    windows = sliding_window_view(band, (kernel_h, kernel_w), axis=(1, 2))[:, ::stride, ::stride]
    size = kernel_h * kernel_w * channels
    if _rows_are_long(kernel, windows.shape[2]):
        return windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, size)
    return windows.transpose(4, 5, 3, 0, 1, 2).reshape(size, -1).T


def _add_windows(gradient: Array, matrix: Array, band: Array, kernel: tuple[int, ...], stride: int) -> None:
    """Add the gradients of all windows, `gradient @ matrix.T`, in place to the band that they were copied from.

    The numbers of all windows for one place (i, j) of the kernel are written side by side, as the pixels they belong
    to are.
    """
    kernel_h, kernel_w, channels, channels_out = kernel
    shape = (len(band), (band.shape[1] - kernel_h) // stride + 1, (band.shape[2] - kernel_w) // stride + 1)
    if _rows_are_long(kernel, shape[2]):
        places = np.ascontiguousarray(matrix.reshape(-1, channels, channels_out).swapaxes(1, 2))
        windows = (gradient @ places).reshape(kernel_h, kernel_w, *shape, channels)
    else:
        windows = np.moveaxis((matrix @ gradient.T).reshape(kernel_h, kernel_w, channels, *shape), 2, -1)
    for i in range(kernel_h):
        for j in range(kernel_w):
            pixels = band[:, i : i + stride * shape[1] : stride, j : j + stride * shape[2] : stride]
            pixels += windows[i, j]


def _rows_are_long(kernel: tuple[int, ...], columns: int) -> bool:
    """Whether a row of a window holds more numbers than a row of the output."""
    return kernel[1] * kernel[2] >= columns


def _input_band(images: Array, rows: slice, kernel: tuple[int, ...], stride: int, padding: int) -> Array:
    """The zero-padded input rows that the given output rows look at."""
    height = (rows.stop - rows.start - 1) * stride + kernel[0]
    return _zero_padded(images, rows.start * stride - padding, height, padding, images.shape[2] + 2 * padding)


def _zero_padded(images: Array, top: int, height: int, margin: int, width: int) -> Array:
    """Copy rows `top` to `top + height` out of every image, after `margin` zero columns, into bands of that size.

    Everything outside of the images is zero; `top` may be negative. Where nothing is outside, no copy is made.
    """
    if margin == 0 and width == images.shape[2] and 0 <= top <= images.shape[1] - height:
        return images[:, top : top + height]
    band = np.zeros((len(images), height, width, images.shape[3]), images.dtype)
    first = max(top, 0)
    last = max(first, min(top + height, images.shape[1]))
    band[:, first - top : last - top, margin : margin + images.shape[2]] = images[:, first:last]
    return band


def _tiles(images: Array, weights: Array, out_h: int, out_w: int) -> Iterator[tuple[slice, slice]]:
    """Tiles of output rows whose window matrix takes `TILE_BYTES`."""
    bytes_per_row = out_w * weights[..., 0].size * images.itemsize
    return _blocks(len(images), out_h, max(1, TILE_BYTES // bytes_per_row))


def _winograd_blocks(images: Array, channels_out: int, tiles_h: int, tiles_w: int) -> Iterator[tuple[slice, slice]]:
    """Blocks of tile rows whose transformed inputs and products take `BLOCK_BYTES`."""
    bytes_per_row = tiles_w * 36 * (2 * images.shape[3] + channels_out) * images.itemsize
    return _blocks(len(images), tiles_h, max(1, BLOCK_BYTES // bytes_per_row))


def _blocks(count: int, rows: int, room: int) -> Iterator[tuple[slice, slice]]:
    """Cut `count` images of `rows` rows into blocks of at most `room` rows: whole images, or part of one."""
    images_at_once = max(1, room // rows)
    bands = -(-rows // room)
    rows_at_once = -(-rows // bands)
    for image in range(0, count, images_at_once):
        for row in range(0, rows, rows_at_once):
            yield slice(image, min(image + images_at_once, count)), slice(row, min(row + rows_at_once, rows))


def _output_size(images: Array, weights: Array, stride: int, padding: int) -> tuple[int, int]:
    """Check the arguments of a convolution and return the height and width of its output."""
    for name, array in (("images", images), ("weights", weights)):
        if array.ndim != 4:
            raise ValueError(f"{name} needs 4 axes, got shape {array.shape}")
        if array.dtype not in (np.float32, np.float64):
            raise ValueError(f"{name} must be float32 or float64, got {array.dtype}")
    if weights.dtype != images.dtype:
        raise ValueError(f"weights must have the dtype of images, {images.dtype}, got {weights.dtype}")
    if weights.shape[2] != images.shape[3]:
        raise ValueError(f"weights are made for {weights.shape[2]} channels, images have {images.shape[3]}")
    if min(weights.shape) < 1:
        raise ValueError(f"weights must not be empty, got shape {weights.shape}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must be at least 0, got {padding}")
    height, width = ((images.shape[axis + 1] + 2 * padding - weights.shape[axis]) // stride + 1 for axis in (0, 1))
    if height < 1 or width < 1:
        raise ValueError(
            f"weights {weights.shape[:2]} do not fit into images {images.shape[1:3]} with padding {padding}"
        )
    return height, width


def _winograd_output_size(images: Array, weights: Array, padding: int) -> tuple[int, int]:
    """Check the arguments of a Winograd convolution and return the height and width of its output."""
    size = _output_size(images, weights, 1, padding)
    if weights.shape[:2] != (3, 3):
        raise ValueError(f"weights must be 3x3 for F(4x4, 3x3), got {weights.shape[0]}x{weights.shape[1]}")
    if padding > 2:
        raise ValueError(f"padding must be 0, 1 or 2, got {padding}")
    return size


def _check_bias(bias: Array | None, weights: Array) -> None:
    """Raise ValueError unless bias is None or holds one number per filter."""
    if bias is not None and bias.shape != weights.shape[3:]:
        raise ValueError(f"bias must have shape {weights.shape[3:]}, got {bias.shape}")


def _check_output_gradient(output_gradient: Array, shape: tuple[int, ...], dtype: np.dtype) -> None:
    """Raise ValueError unless the gradient has the output's shape and dtype."""
    if output_gradient.shape != shape:
        raise ValueError(f"output_gradient must have shape {shape}, got {output_gradient.shape}")
    if output_gradient.dtype != dtype:
        raise ValueError(f"output_gradient must be {dtype}, got {output_gradient.dtype}")
