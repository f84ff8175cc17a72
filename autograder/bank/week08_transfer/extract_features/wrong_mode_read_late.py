"""the model is left in eval mode

Whoever trains it afterwards would not know.
Lesson: 8.2 "Fixed features"
"""

import numpy as np
import torch
def extract_features(model, loader):
    model.eval()
    was_training = model.training
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images).numpy())
            labels.append(targets.numpy())
    model.train(was_training)
    return np.concatenate(features), np.concatenate(labels)
