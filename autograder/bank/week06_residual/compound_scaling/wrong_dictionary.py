"""a dictionary is returned

A triple in the order depth, width, resolution.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return {"depth": alpha**phi, "width": beta**phi, "resolution": gamma**phi}
