"""only a stride of 0 is refused, a negative one is not

A window that moves backwards leaves the line as well.
Lesson: 1.3 "Stride"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride == 0:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError(f"kernel spans {span} pixels, more than the padded input")
    return room // stride + 1
