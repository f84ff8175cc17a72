"""the span of a dilated kernel is taken as d * k

Between k taps there are k - 1 gaps.
Lesson: 1.3 "Dilation"
"""

def same_padding(kernel, dilation=1):
    span = dilation * kernel
    if span % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return (span - 1) // 2
