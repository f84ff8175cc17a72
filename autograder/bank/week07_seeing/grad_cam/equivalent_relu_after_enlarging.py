"""Enlarges before the ReLU."""

import torch
from torch.nn import functional as F

def grad_cam(model, layer, image, label):
    kept = {}
    modes = [(m, m.training) for m in model.modules()]
    handle = model.get_submodule(layer).register_forward_hook(lambda m, i, o: kept.update(a=o))
    try:
        model.eval()
        score = model(image[None])[0, label]
        grad = torch.autograd.grad(score, kept["a"])[0]
    finally:
        handle.remove()
        for m, t in modes:
            m.training = t
    cam = (grad.mean((2, 3), keepdim=True) * kept["a"].detach()).sum(1, keepdim=True)
    cam = F.interpolate(cam, size=image.shape[-2:], mode="bilinear")[0, 0].relu()
    return cam / cam.max() if cam.max() > 0 else cam
