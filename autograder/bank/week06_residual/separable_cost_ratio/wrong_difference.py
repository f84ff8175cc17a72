"""one term is subtracted from the other

The two costs add up.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return abs(1 / kernel**2 - 1 / out_channels)
