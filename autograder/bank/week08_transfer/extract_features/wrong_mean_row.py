"""one mean row per batch is returned

Each image has features of its own.
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
            features.append(model(images).mean(dim=0, keepdim=True).numpy())
            labels.append(targets.numpy())
    model.train(was_training)
    return np.concatenate(features), np.concatenate(labels)
