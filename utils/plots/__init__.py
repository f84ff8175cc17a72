"""The figures of the course: one style, opaque background, text for people who cannot see the picture.

Every function returns a `Picture`; as the last line of a cell it shows itself (`display(picture)` elsewhere).
`alt` is always required: one or two sentences with what the picture shows, for readers who cannot see it.

    show_images(images, titles=None, *, alt, kind="image", values=False, columns=None, width=None,
                limits="shared", colorbar=None, highlight=None)
        a row or grid of arrays. kind: "image" (grey or RGB), "kernel" and "feature" (blue below 0, orange
        above), "gradient" (purple below 0, green above), or a list with one kind per image. NaN is drawn as a
        hatched, empty cell.
        values=True writes the numbers into arrays of at most 16 x 16.
        limits: "shared" (same colour, same number, within a kind), "own" (a scale per image) or (low, high).
        highlight: boxes [(row, column, height, width), ...] on every image, or {image index: [boxes]}.
    plot_curves(curves, *, xlabel, ylabel, alt, x=None, log_x=False, log_y=False, title=None,
                width=7.0, height=3.8)
        curves: {name: numbers}. x: one sequence for all, or {name: sequence}; None counts 0, 1, 2, ...
    plot_bars(values, *, ylabel, alt, log=False, title=None, width=7.0, height=None)
        values: {name: number}, numbers written at the bars; long or many names make the bars horizontal.
    draw_layers(shapes, labels=None, *, alt, width=9.0)
        volumes (H, W, C) and vectors (n,) as boxes. labels: one per shape (names) or one per arrow
        (operations).
    draw_model(model, input_shape, *, alt, depth=1, width=9.0)
        a PyTorch module as it runs for one image of shape (C, H, W): a box for each block, to scale, with shapes on
        the arrows, and its parameters and multiply-adds; shortcuts and branches as arrows. depth=2 opens the blocks.
    figure(alt, *, rows=1, columns=1, width=7.0, height=None)
        `with figure("...") as (fig, axes):` for a one-off drawing, shown at the end of the block.
        `axes` is one Axes, a row (n,) or a grid (rows, columns).
    draw_image(axes, array, *, kind="image", values=False, limits=None, highlight=None)
        what show_images does, on one Axes of your own figure.
    Picture: .figure (matplotlib Figure), .alt, .png (bytes), .save(path)
    PALETTE (eight colour-blind-safe colours, in the order of curves), COLOURS (name to colour),
    COLORMAPS (kind to colour map)

Nothing here imports or changes `matplotlib.pyplot`.
"""

from utils.plots.charts import plot_bars, plot_curves
from utils.plots.images import draw_image, show_images
from utils.plots.layers import draw_layers
from utils.plots.network import draw_model
from utils.plots.picture import Picture, figure
from utils.plots.style import COLORMAPS, COLOURS, PALETTE

__all__ = [
    "COLORMAPS",
    "COLOURS",
    "PALETTE",
    "Picture",
    "draw_image",
    "draw_layers",
    "draw_model",
    "figure",
    "plot_bars",
    "plot_curves",
    "show_images",
]
