import copy
import numpy as np
import torch
def extract_features(model, loader):
    body = copy.deepcopy(model).eval()
    features, labels = [], []
    with torch.no_grad():
        for x, y in loader:
            features.append(body(x).numpy())
            labels.append(y.numpy())
    return np.concatenate(features), np.concatenate(labels)
