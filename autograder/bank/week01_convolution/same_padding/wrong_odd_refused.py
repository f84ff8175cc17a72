"""odd kernels are refused instead of even ones

Odd spans are those with a centre.
Lesson: 1.3 "Padding"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return (span - 1) // 2
