"""the division is of integers

A ratio below 1 becomes 0.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return (kernel**2 + out_channels) // (kernel**2 * out_channels)
