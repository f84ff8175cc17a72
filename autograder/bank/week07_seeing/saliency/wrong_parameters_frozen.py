"""the parameters are frozen

Whoever trains afterwards learns nothing.
Lesson: 7.3 "Saliency"
"""

import torch


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    model.requires_grad_(False)
    pixels = image.clone().requires_grad_()
    score = model(pixels[None])[0, label]
    (gradient,) = torch.autograd.grad(score, pixels)
    model.train(was_training)
    return gradient.abs().amax(dim=0)
