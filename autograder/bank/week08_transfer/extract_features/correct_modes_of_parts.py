import numpy as np
import torch
def extract_features(model, loader):
    modes = [(part, part.training) for part in model.modules()]
    for part, _ in modes:
        part.training = False
    found, labels = [], []
    with torch.no_grad():
        for batch in loader:
            found += [model(batch[0]).detach().numpy()]
            labels += [np.asarray(batch[1])]
    for part, training in modes:
        part.training = training
    return np.concatenate(found, axis=0), np.concatenate(labels, axis=0)
