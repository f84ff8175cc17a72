"""While loops and masked_fill."""

import torch
def occlusion_map(model, image, label, patch, stride, fill=0.0):
    _, h, w = image.size()
    if patch > h or patch > w or patch <= 0: raise ValueError("patch must fit the image")
    if stride < 1: raise ValueError("stride must be positive")
    mode = model.training
    model = model.eval()
    res = []
    with torch.no_grad():
        s0 = model(image[None]).select(1, label)
        y = 0
        while y + patch <= h:
            x = 0; row = []
            while x + patch <= w:
                mask = torch.zeros(h, w, dtype=torch.bool); mask[y:y+patch, x:x+patch] = True
                row.append(s0 - model(image.masked_fill(mask, fill)[None]).select(1, label))
                x += stride
            res.append(torch.cat(row)); y += stride
    model.train(mode)
    return torch.vstack(res)
