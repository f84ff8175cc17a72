"""half of the span is rounded up

A span of 5 has 2 pixels on each side of its centre.
Lesson: 1.3 "Padding"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return (span + 1) // 2
