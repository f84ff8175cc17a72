"""Half of what the window loses."""

def same_padding(kernel, dilation=1):
    lost = dilation * (kernel - 1)
    if lost & 1:
        raise ValueError("Kernel is even")
    return lost >> 1
