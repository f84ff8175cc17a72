"""Windows are counted as positions of a range; groups one after the other."""

def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    if stride <= 0:
        raise ValueError(f"stride {stride} would never leave the first window")
    if padding < 0:
        raise ValueError(f"padding {padding} is less than nothing")
    if in_channels % groups != 0:
        raise ValueError(f"in_channels {in_channels} cannot be split into {groups} groups")
    if out_channels % groups != 0:
        raise ValueError(f"out_channels {out_channels} cannot be split into {groups} groups")
    down = len(range(0, height + 2 * padding - kernel + 1, stride))
    across = len(range(0, width + 2 * padding - kernel + 1, stride))
    if not down or not across:
        raise ValueError(f"the kernel of {kernel} pixels is larger than the padded image")
    total = 0
    for _ in range(groups):
        total += down * across * (out_channels // groups) * (in_channels // groups) * kernel**2
    return total
