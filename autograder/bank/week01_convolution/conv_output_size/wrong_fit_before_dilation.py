"""the taps are compared with the line, not the span

4 taps with dilation 3 span 10 pixels.
Lesson: 1.3 "Dilation"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    if kernel > size + 2 * padding:
        raise ValueError(f"kernel spans {span} pixels, more than the padded input")
    return room // stride + 1
