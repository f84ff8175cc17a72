"""the square is one pixel too narrow

Its side is patch.
Lesson: 7.3 "Occlusion"
"""

import torch
def occlusion_map(model, image, label, patch, stride, fill=0.0):
    _, H, W = image.shape
    if patch > H or patch > W: raise ValueError("patch")
    if stride < 1: raise ValueError("stride")
    was = model.training
    model.eval()
    out = torch.zeros((H - patch) // stride + 1, (W - patch) // stride + 1)
    with torch.no_grad():
        base = model(image[None])[0, label]
        for i in range(out.shape[0]):
            for j in range(out.shape[1]):
                x = image.clone()
                x[:, i * stride : i * stride + patch, j * stride : max(j * stride + 1, j * stride + patch - 1)] = fill
                out[i, j] = base - model(x[None])[0, label]
    model.train(was)
    return out
