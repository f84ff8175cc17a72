"""Counts one by one."""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    count = 0
    for _ in range(out_channels):
        for _ in range(in_channels):
            count += sum(1 for _ in range(kernel) for _ in range(kernel))
        if bias:
            count += 1
    return count
