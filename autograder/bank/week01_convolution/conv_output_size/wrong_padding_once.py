"""padding is counted on one side only

Your size grows by p where it should grow by 2p: there is a frame at both ends of the line.
Lesson: 1.3 "Padding"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    span = dilation * (kernel - 1) + 1
    room = size + padding - span
    if room < 0:
        raise ValueError(f"kernel spans {span} pixels, more than the padded input")
    return room // stride + 1
