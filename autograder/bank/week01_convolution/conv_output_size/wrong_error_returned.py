"""errors are returned instead of raised

A returned error looks like an answer: the caller goes on to calculate with it.
Lesson: 1.3 "The output size formula"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        return ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        return ValueError(f"padding must not be negative, got {padding}")
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    if room < 0:
        return ValueError(f"kernel spans {span} pixels, more than the padded input")
    return room // stride + 1
