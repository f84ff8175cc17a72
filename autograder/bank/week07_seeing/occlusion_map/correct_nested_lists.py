"""Lists of floats are returned."""

import torch


@torch.no_grad()
def occlusion_map(model, image, label, patch, stride, fill=0.0):
    if patch > min(image.shape[1:]):
        raise ValueError("patch larger than image")
    if stride < 1:
        raise ValueError("stride")
    was = model.training
    model.eval()
    (base,) = model(torch.stack([image]))
    positions = [range(0, size - patch + 1, stride) for size in image.shape[1:]]

    def drop(y, x):
        other = image.detach().clone()
        other[..., y : y + patch, x : x + patch] = fill
        return float(base[label]) - float(model(other[None]).flatten()[label])

    drops = [[drop(y, x) for x in positions[1]] for y in positions[0]]
    model.train(was)
    return drops
