"""the model is left in the other mode than it was found in

The mode is restored.
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
    model.train(not was_training)
    return np.concatenate(features), np.concatenate(labels)
