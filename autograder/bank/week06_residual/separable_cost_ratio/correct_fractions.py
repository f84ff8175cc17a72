from fractions import Fraction


def separable_cost_ratio(out_channels, kernel):
    return float(Fraction(1, out_channels) + Fraction(1, kernel**2))
