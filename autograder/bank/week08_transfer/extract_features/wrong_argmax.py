"""the largest feature is named, not the features given

These are features, not logits of classes.
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
            features.append(model(images).argmax(dim=1, keepdim=True).numpy())
            labels.append(targets.numpy())
    model.train(was_training)
    return np.concatenate(features), np.concatenate(labels)
