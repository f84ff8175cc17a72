"""Moves a window until it no longer fits."""

def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    problems = [name for name, bad in (("stride", stride < 1), ("padding", padding < 0)) if bad]
    if problems:
        raise ValueError(", ".join(problems))
    line = [0] * padding + [1] * size + [0] * padding
    last_tap = (kernel - 1) * dilation
    count, start = 0, 0
    while start + last_tap < len(line):
        count += 1
        start += stride
    if count == 0:
        raise ValueError("size: no window of this kernel fits")
    return count
