"""what is less than a millionth counts as zero

One positive number is enough, however small.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(a):
    return float((a.amax((0, 2, 3)) < 1e-6).float().mean())
