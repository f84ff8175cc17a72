"""Counts the window starts with a range."""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride <= 0:
        raise ValueError("bad stride")
    if padding < 0:
        raise ValueError("bad padding")
    starts = range(0, size + 2 * padding - dilation * (kernel - 1), stride)
    if not starts:
        raise ValueError("the kernel does not fit into the padded input")
    return len(starts)
