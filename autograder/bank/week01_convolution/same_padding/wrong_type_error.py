"""the error is a TypeError

The type is right, the value is not: ValueError.
Lesson: 1.3 "Padding"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0:
        raise TypeError(f"kernel spans {span} pixels: it must be odd")
    return (span - 1) // 2
