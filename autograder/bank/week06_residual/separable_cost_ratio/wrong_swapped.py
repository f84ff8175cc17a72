"""the arguments are swapped

The channels come first.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 1 / kernel + 1 / out_channels**2
