def separable_cost_ratio(out_channels, kernel):
    ordinary = kernel * kernel * out_channels
    return (kernel * kernel + out_channels) / ordinary
