"""every even dilation is refused

Dilation 2 makes the span of a kernel of 3 equal to 5, which is odd.
Lesson: 1.3 "Dilation"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0 or dilation % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return (span - 1) // 2
