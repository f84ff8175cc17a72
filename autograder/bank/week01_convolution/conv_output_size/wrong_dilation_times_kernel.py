"""the span of a dilated kernel is taken as d * k

Between k taps there are k - 1 gaps: a kernel of 3 with dilation 2 spans 5 pixels, not 6.
Lesson: 1.3 "Dilation"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    span = dilation * kernel
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError(f"kernel spans {span} pixels, more than the padded input")
    return room // stride + 1
