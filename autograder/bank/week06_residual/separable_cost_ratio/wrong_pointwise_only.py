"""the depthwise convolution is left out

It is cheap, not free.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 1 / kernel**2
