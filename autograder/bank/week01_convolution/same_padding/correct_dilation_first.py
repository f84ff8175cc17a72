"""Cases: an even number of taps is fine when the dilation is even."""

def same_padding(kernel, dilation=1):
    if kernel % 2:
        return kernel // 2 * dilation
    if dilation % 2 == 0:
        return (kernel - 1) * (dilation // 2)
    raise ValueError("an even kernel needs an even dilation")
