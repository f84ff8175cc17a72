"""the mean of the two terms is taken

The two costs add up.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return (1 / out_channels + 1 / kernel**2) / 2
