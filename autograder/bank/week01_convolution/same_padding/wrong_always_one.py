"""the padding is always 1

1 is right for a kernel of 3; a larger kernel loses more.
Lesson: 1.3 "Padding"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return 1
