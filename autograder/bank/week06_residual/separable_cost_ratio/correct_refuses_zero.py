def separable_cost_ratio(out_channels, kernel):
    for name, value in (("out_channels", out_channels), ("kernel", kernel)):
        if value < 1:
            raise ValueError(f"{name} must be at least 1, got {value}")
    height = width = 7
    channels = 11
    pixels = height * width
    depthwise = pixels * kernel**2 * channels
    pointwise = pixels * channels * out_channels
    return (depthwise + pointwise) / (pixels * kernel**2 * channels * out_channels)
