"""span // 2 equals (span - 1) // 2 for an odd span."""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0:
        raise ValueError(f"kernel spans {span} pixels: it must be odd")
    return span // 2
