"""the labels are sorted, the features are not

Each label belongs to its row.
Lesson: 8.2 "Fixed features"
"""

import numpy as np
import torch

def extract_features(model, loader):
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    f, l = [], []
    with torch.no_grad():
        for x, y in loader:
            f.append(model(x).numpy())
            l.append(y.numpy())
    for m, t in modes:
        m.training = t
    return np.concatenate(f), np.sort(np.concatenate(l))
