"""Distance from the first tap to the centre, through round()."""

def same_padding(kernel, dilation=1):
    taps = [i * dilation for i in range(kernel)]
    centre = (taps[0] + taps[-1]) / 2
    if centre != int(centre):
        raise ValueError("kernel has no centre pixel")
    return round(centre)
