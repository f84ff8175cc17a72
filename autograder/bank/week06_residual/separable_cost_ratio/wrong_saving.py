"""the share that is saved is returned

The question asks for the share that is left.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 1 - 1 / out_channels - 1 / kernel**2
