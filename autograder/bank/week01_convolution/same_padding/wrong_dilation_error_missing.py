"""an even span is refused only without dilation

4 taps with dilation 3 span 10 pixels.
Lesson: 1.3 "Dilation"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if kernel % 2 == 0 and dilation == 1:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return (span - 1) // 2
