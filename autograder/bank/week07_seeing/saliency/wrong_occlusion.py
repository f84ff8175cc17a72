"""each pixel is set to zero, not differentiated

The gradient says what a small change would do.
Lesson: 7.3 "Saliency"
"""

import torch


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    pixels = image.clone().requires_grad_()
    score = model(pixels[None])[0, label]
    gradient = torch.zeros_like(image)
    with torch.no_grad():
        for place in torch.cartesian_prod(*map(torch.arange, image.shape)):
            covered = image.clone()
            covered[tuple(place)] = 0
            gradient[tuple(place)] = score - model(covered[None])[0, label]
    model.train(was_training)
    return gradient.abs().amax(dim=0)
