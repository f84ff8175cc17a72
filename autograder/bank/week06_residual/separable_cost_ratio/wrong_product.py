"""the two terms are multiplied

The two convolutions run one after the other: their costs add up.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 1 / out_channels * 1 / kernel**2
