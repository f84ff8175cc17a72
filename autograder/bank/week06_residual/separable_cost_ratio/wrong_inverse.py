"""the ordinary cost is divided by the separable one

The ratio asked for is below 1 where the split saves something.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 1 / (1 / out_channels + 1 / kernel**2)
