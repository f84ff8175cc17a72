"""Booleans by comparison of coordinates, in float64."""

import torch
def occlusion_map(model, image, label, patch, stride, fill=0.0):
    if stride < 1: raise ValueError(f"stride is {stride}")
    if min(image.shape[-2:]) < patch: raise ValueError(f"patch is {patch}")
    nr, nc = [(s - patch) // stride + 1 for s in image.shape[-2:]]
    m = torch.zeros(nr, nc, dtype=torch.float64)
    was = model.training
    model.eval()
    f = lambda x: model(x[None]).detach()[0, label].double()
    s = f(image)
    r = torch.arange(image.shape[1])[:, None]; c = torch.arange(image.shape[2])[None]
    for i in range(nr):
        for j in range(nc):
            inside = (r >= i*stride) & (r < i*stride+patch) & (c >= j*stride) & (c < j*stride+patch)
            m[i, j] = s - f(torch.where(inside, torch.tensor(float(fill)), image))
    model.train(was)
    return m
