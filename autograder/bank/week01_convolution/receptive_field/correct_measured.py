"""Runs sets of pixels through the network and looks at the last unit."""

def receptive_field(layers):
    width = 1
    for kernel, stride in reversed(layers):
        width = (width - 1) * stride + kernel
    sees = [(pixel, pixel) for pixel in range(width)]
    for kernel, stride in layers:
        starts = range(0, len(sees) - kernel + 1, stride)
        sees = [(sees[start][0], sees[start + kernel - 1][1]) for start in starts]
    (first, last), *others = sees
    assert not others
    return last - first + 1
