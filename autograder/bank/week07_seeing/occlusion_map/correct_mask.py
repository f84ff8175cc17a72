"""A mask of zeros and ones; an array is returned."""

import numpy as np
import torch


def occlusion_map(model, image, label, patch, stride, fill=0.0):
    height, width = image.size(1), image.size(2)
    if stride < 1:
        raise ValueError("the stride has to be positive")
    if patch > height or patch > width:
        raise ValueError("the patch has to fit into the image")
    modes = {m: m.training for m in model.modules()}
    model.eval()

    def score(x):
        with torch.no_grad():
            return model(x.unsqueeze(0)).squeeze(0)[label].item()

    original = score(image)
    result = []
    for top in range(0, height - patch + 1, stride):
        row = []
        for left in range(0, width - patch + 1, stride):
            mask = torch.ones_like(image)
            mask[:, top : top + patch, left : left + patch] = 0
            row.append(original - score(image * mask + fill * (1 - mask)))
        result.append(row)
    for module, mode in modes.items():
        module.training = mode
    return np.array(result)
