"""One unit at a time."""

def dense_parameters(in_features, out_features, bias=True):
    extra = 1 if bias else 0
    return sum(in_features + extra for _ in range(out_features))
