"""Tries paddings until the size is kept."""

def same_padding(kernel, dilation=1):
    size = 1
    for padding in range(dilation * kernel + 1):
        windows = size + 2 * padding - dilation * (kernel - 1)
        if windows == size:
            return padding
    raise ValueError(f"no padding keeps the size for kernel={kernel}, dilation={dilation}")
