"""the message of an error does not say which argument is to blame

Who calls your function wants to know what to change.
Lesson: 1.3 "The output size formula"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        raise ValueError("invalid value")
    if padding < 0:
        raise ValueError("invalid value")
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError("invalid value")
    return room // stride + 1
