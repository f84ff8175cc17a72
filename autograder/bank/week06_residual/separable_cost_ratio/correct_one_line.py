def separable_cost_ratio(out_channels, kernel):
    return 1 / out_channels + 1 / kernel**2
