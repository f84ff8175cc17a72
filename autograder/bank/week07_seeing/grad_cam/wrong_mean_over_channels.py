"""the gradient is averaged over the maps, not over the positions

Each map has one weight, the same everywhere.
Lesson: 7.3 "Grad-CAM"
"""

import torch
from torch.nn import functional as F


def grad_cam(model, layer, image, label):
    kept = []
    handle = model.get_submodule(layer).register_forward_hook(lambda module, inputs, output: kept.append(output))
    was_training = model.training
    model.eval()
    score = model(image[None])[0, label]
    model.train(was_training)
    handle.remove()
    maps = kept[0]
    (gradient,) = torch.autograd.grad(score, maps)
    weights = gradient.mean(dim=1, keepdim=True)
    cam = (weights * maps.detach()).sum(dim=1, keepdim=True)
    cam = F.relu(cam)
    cam = F.interpolate(cam, size=image.shape[1:], mode="bilinear", align_corners=False)[0, 0]
    largest = cam.max()
    return cam / largest if largest > 0 else torch.zeros_like(cam)
