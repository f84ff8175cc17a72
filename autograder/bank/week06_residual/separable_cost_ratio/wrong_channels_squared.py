"""the channels are squared

The input's channels cancel, the output's stay once.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 1 / out_channels**2 + 1 / kernel**2
