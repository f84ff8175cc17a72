"""negative padding is not refused

A frame cannot have fewer than 0 pixels.
Lesson: 1.3 "Padding"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError(f"kernel spans {span} pixels, more than the padded input")
    return room // stride + 1
