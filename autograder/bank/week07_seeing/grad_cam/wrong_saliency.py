"""the gradient is taken with respect to the image

It is taken with respect to the maps of a layer.
Lesson: 7.3 "Grad-CAM"
"""

import torch
from torch.nn import functional as F


def grad_cam(model, layer, image, label):
    kept = []
    handle = model.get_submodule(layer).register_forward_hook(lambda module, inputs, output: kept.append(output))
    was_training = model.training
    model.eval()
    pixels = image[None].clone().requires_grad_()
    score = model(pixels)[0, label]
    model.train(was_training)
    handle.remove()
    maps = kept[0]
    (gradient,) = torch.autograd.grad(score, pixels)
    cam = gradient.abs().amax(dim=1, keepdim=True)
    cam = F.relu(cam)
    cam = F.interpolate(cam, size=image.shape[1:], mode="bilinear", align_corners=False)[0, 0]
    largest = cam.max()
    return cam / largest if largest > 0 else torch.zeros_like(cam)
