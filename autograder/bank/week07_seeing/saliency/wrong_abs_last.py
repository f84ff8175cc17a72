"""the absolute value is taken after the maximum

The largest of -3 and 1 is then 1.
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
    return gradient.amax(dim=0).abs()
