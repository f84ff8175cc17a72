"""dilation is ignored

3 taps with dilation 2 span 5 pixels and need what a kernel of 5 needs.
Lesson: 1.3 "Dilation"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return (kernel - 1) // 2
