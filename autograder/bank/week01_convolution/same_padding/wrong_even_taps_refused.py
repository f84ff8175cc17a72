"""the number of taps is tested, not the span

2 taps with dilation 2 lie at 0 and 2: span 3, odd.
Lesson: 1.3 "Dilation"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if kernel % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return (span - 1) // 2
