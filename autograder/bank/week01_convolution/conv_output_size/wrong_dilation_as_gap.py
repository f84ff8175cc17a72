"""dilation is taken as the number of pixels left out between two taps

Dilation is the distance from tap to tap: 2 leaves one pixel out, not two.
Lesson: 1.3 "Dilation"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    gap = dilation if dilation > 1 else 0
    span = kernel + (kernel - 1) * gap
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError(f"kernel spans {span} pixels, more than the padded input")
    return room // stride + 1
