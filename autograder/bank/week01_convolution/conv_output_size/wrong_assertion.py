"""errors are assertions

Assertions vanish under python -O and say "bug in my code"; an argument that cannot be right is a
ValueError.
Lesson: 1.3 "The output size formula"
"""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    assert stride >= 1, "stride"
    assert padding >= 0, "padding"
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    assert room >= 0, "kernel"
    return room // stride + 1
