"""phi is cut to a whole number

phi need not be whole.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return alpha ** int(phi), beta ** int(phi), gamma ** int(phi)
