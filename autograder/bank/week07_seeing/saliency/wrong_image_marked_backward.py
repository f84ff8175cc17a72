"""the image that was passed in wants gradients afterwards

Make the copy first, then ask it for gradients.
Lesson: 7.3 "Saliency"
"""

import torch


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    pixels = image
    pixels.requires_grad = True
    score = model(pixels[None])[0, label]
    score.backward()
    gradient = pixels.grad
    model.train(was_training)
    return gradient.abs().amax(dim=0)
