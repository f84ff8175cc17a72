"""phi is counted down in whole steps

A broken phi is rounded up to a whole number of steps.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    depth, width, resolution = 1.0, 1.0, 1.0
    while phi > 0:
        depth, width, resolution, phi = depth * alpha, width * beta, resolution * gamma, phi - 1
    return depth, width, resolution
