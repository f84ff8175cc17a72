"""the gradient of the predicted class is taken

The question may be what speaks for another class.
Lesson: 7.3 "Saliency"
"""

import torch


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    pixels = image.clone().requires_grad_()
    score = model(pixels[None])[0].max()
    (gradient,) = torch.autograd.grad(score, pixels)
    model.train(was_training)
    return gradient.abs().amax(dim=0)
