import numpy as np
import torch
def extract_features(model, loader):
    was = model.training
    model.eval()
    with torch.no_grad():
        parts = [(model(x).double().numpy(), y.int().numpy()) for x, y in loader]
    model.train(was)
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])
