"""rows and columns are exchanged

The first axis of the map goes down the image.
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
    return gradient.abs().amax(dim=0).T
