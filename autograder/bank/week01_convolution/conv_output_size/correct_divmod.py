"""divmod, keyword-friendly, a ValueError subclass."""

class LayerError(ValueError):
    pass


def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    effective = kernel + (kernel - 1) * (dilation - 1)
    if int(stride) < 1:
        raise LayerError("stride: must be >= 1")
    if int(padding) < 0:
        raise LayerError("padding: must be >= 0")
    if effective > size + padding + padding:
        raise LayerError("kernel: larger than the padded size")
    quotient, _ = divmod(size + padding + padding - effective, stride)
    return int(quotient + 1)
