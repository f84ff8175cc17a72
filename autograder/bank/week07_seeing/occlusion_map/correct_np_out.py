"""NumPy copies of the image."""

import numpy as np, torch
def occlusion_map(model, image, label, patch, stride, fill=0.0):
    C, H, W = image.shape
    if patch > H or patch > W: raise ValueError("patch > image")
    if stride < 1: raise ValueError("stride < 1")
    was = model.training; model.eval()
    out = np.empty((1 + (H - patch) // stride, 1 + (W - patch) // stride), dtype=np.float32)
    with torch.no_grad():
        ref = model(image.unsqueeze(0)).numpy()[0, label]
        for (a, b), _ in np.ndenumerate(out):
            z = image.numpy().copy()
            z[:, a*stride:a*stride+patch, b*stride:b*stride+patch] = fill
            out[a, b] = ref - model(torch.tensor(z)[None]).numpy()[0, label]
    model.train(was)
    return out
