"""the denominators are added

1/a + 1/b is not 1/(a + b).
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 1 / (out_channels + kernel**2)
