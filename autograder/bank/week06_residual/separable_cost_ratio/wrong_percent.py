"""percent are returned

A ratio is a number near 0.1 here, not near 10.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 100 * (1 / out_channels + 1 / kernel**2)
