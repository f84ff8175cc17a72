"""tensors are returned

NumPy arrays were asked for: `.numpy()` of a tensor that needs no gradient.
Lesson: 8.2 "Fixed features"
"""

import numpy as np
import torch
def extract_features(model, loader):
    was_training = model.training
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images).numpy())
            labels.append(targets.numpy())
    model.train(was_training)
    return torch.from_numpy(np.concatenate(features)), torch.from_numpy(np.concatenate(labels))
