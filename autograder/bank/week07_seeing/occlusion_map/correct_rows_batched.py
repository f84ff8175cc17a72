"""A batch for each row of positions."""

import torch
def occlusion_map(model, image, label, patch, stride, fill=0.0):
    h, w = image.shape[1:]
    if not (patch <= h and patch <= w): raise ValueError("patch too big")
    if not stride >= 1: raise ValueError("bad stride")
    training = model.training
    try:
        model.eval()
        rows = []
        for t in range(0, h - patch + 1, stride):
            xs = []
            for l in range(0, w - patch + 1, stride):
                x = image.clone(); x[:, t:t+patch, l:l+patch] = fill; xs.append(x)
            rows.append(model(torch.stack([image] + xs)).detach()[:, label])
        return torch.stack([r[0] - r[1:] for r in rows])
    finally:
        model.train(training)
