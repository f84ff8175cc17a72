"""the map is smoothed

Noise belongs to what a gradient shows.
Lesson: 7.3 "When a map lies"
"""

import torch


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    pixels = image.clone().requires_grad_()
    score = model(pixels[None])[0, label]
    (gradient,) = torch.autograd.grad(score, pixels)
    model.train(was_training)
    return torch.nn.functional.avg_pool2d(gradient.abs().amax(dim=0)[None], 3, 1, 1)[0]
