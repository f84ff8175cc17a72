"""Figures that answer when you touch them: live in JupyterLab and on the built site, a picture everywhere else.

    kernel_stepper(image, kernel, stride=1, padding=0, dilation=1)
        slide a kernel over a small grey image and see every sum term by term
    output_size(size=7, kernel=3, stride=1, padding=0, dilation=1)
        how many windows fit into a row of pixels, and which pixels no window reads
    receptive_field(layers)
        the input pixels that one output unit sees, layers [(kernel, stride), ...]

Each returns an `Explorer`: as the last line of a cell it shows itself.
"""

from utils.explorers.explorer import Explorer
from utils.explorers.kernel_stepper import kernel_stepper
from utils.explorers.output_size import output_size
from utils.explorers.receptive_field import receptive_field

__all__ = ["Explorer", "kernel_stepper", "output_size", "receptive_field"]
