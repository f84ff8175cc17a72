"""a kernel that does not fit is not refused

There is no window when the kernel is larger than the padded line.
Lesson: 1.3 "Counting windows"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    if room < 0:
        return 0
    return room // stride + 1
