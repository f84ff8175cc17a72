"""the model is left in eval mode

It may have been found in train mode, in the middle of a training.
Lesson: 7.3 "Saliency"
"""

import torch


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    pixels = image.clone().requires_grad_()
    score = model(pixels[None])[0, label]
    (gradient,) = torch.autograd.grad(score, pixels)
    return gradient.abs().amax(dim=0)
