"""a list of batches is returned

One array of all images was asked for.
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
    return features, labels
