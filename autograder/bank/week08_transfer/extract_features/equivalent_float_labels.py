"""Labels as floats of the same value."""

import numpy as np
import torch

def extract_features(model, loader):
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    rows = []
    with torch.no_grad():
        for x, y in loader:
            rows.append(np.concatenate([model(x).numpy(), y.numpy()[:, None]], axis=1))
    for m, t in modes:
        m.training = t
    table = np.concatenate(rows)
    return table[:, :-1], table[:, -1]
