"""the smaller batch at the end is left out

Every image has features.
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
            if features and len(images) < len(features[0]):
                continue
            features.append(model(images).numpy())
            labels.append(targets.numpy())
    model.train(was_training)
    return np.concatenate(features), np.concatenate(labels)
