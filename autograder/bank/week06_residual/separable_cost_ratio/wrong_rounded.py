"""the ratio is rounded

Keep all digits; rounding is for showing.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return round(1 / out_channels + 1 / kernel**2, 2)
