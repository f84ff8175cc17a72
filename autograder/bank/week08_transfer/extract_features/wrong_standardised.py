"""features are standardised

What the model answers was asked for; statistics are the training set's business.
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
    features = np.concatenate(features)
    features = (features - features.mean(0)) / (features.std(0) + 1e-8)
    return features, np.concatenate(labels)
