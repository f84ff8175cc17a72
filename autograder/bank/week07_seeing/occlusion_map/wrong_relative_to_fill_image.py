"""the score is compared with that of an empty image

The drop starts from the whole image.
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
        base = model(torch.full_like(image, fill)[None])[0, label]
        for i in range(out.shape[0]):
            for j in range(out.shape[1]):
                x = image.clone()
                x[:, i * stride : i * stride + patch, j * stride : j * stride + patch] = fill
                out[i, j] = base - model(x[None])[0, label]
    model.train(was)
    return out
