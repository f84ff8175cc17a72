"""a kernel exactly as large as the padded line is refused

There is one place where it fits, so there is one window.
Lesson: 1.3 "Counting windows"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    if room <= 0:
        raise ValueError(f"kernel spans {span} pixels, more than the padded input")
    return room // stride + 1
