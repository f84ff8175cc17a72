"""the kernel's side is cubed

A kernel is two-dimensional here.
Lesson: 6.4 "The cost ratio"
"""

def separable_cost_ratio(out_channels, kernel):
    return 1 / out_channels + 1 / kernel**3
