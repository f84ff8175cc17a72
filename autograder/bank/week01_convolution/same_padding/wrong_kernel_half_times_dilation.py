"""half of the taps is multiplied by the dilation

Halve the span, not the number of taps: 2 taps with dilation 2 have a centre between them.
Lesson: 1.3 "Dilation"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return kernel // 2 * dilation
