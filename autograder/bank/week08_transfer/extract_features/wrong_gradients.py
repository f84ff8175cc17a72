"""gradients are recorded

A graph of every batch would be kept, which nobody wants.
Lesson: 8.2 "Fixed features"
"""

import numpy as np
import torch
def extract_features(model, loader):
    was_training = model.training
    model.eval()
    features, labels = [], []
    if True:
        for images, targets in loader:
            features.append(model(images).detach().numpy())
            labels.append(targets.numpy())
    model.train(was_training)
    return np.concatenate(features), np.concatenate(labels)
