"""the kernel's side is not squared

A 3x3 kernel has nine weights.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 1 / out_channels + 1 / kernel
