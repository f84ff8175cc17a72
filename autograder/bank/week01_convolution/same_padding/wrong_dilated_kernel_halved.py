"""the span of a dilated kernel is taken as d * k

Between k taps there are k - 1 gaps.
Lesson: 1.3 "Dilation"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return dilation * kernel // 2
