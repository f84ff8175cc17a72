"""the kernel itself is taken as the padding

Then the window starts where it sees nothing but frame.
Lesson: 1.3 "Padding"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return kernel
