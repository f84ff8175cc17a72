"""an impossible stride is not refused

A window that moves by 0 or backwards never comes to the end of the line.
Lesson: 1.3 "Stride"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError(f"kernel spans {span} pixels, more than the padded input")
    return room // stride + 1
