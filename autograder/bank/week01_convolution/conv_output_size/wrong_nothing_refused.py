"""nothing is refused

A layer that cannot be built must say so, and say which argument is to blame.
Lesson: 1.3 "The output size formula"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    return room // stride + 1
