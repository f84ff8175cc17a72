"""the mean of the logits is subtracted from the score

That mixes in the other classes.
Lesson: 7.3 "Saliency"
"""

import torch


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    pixels = image.clone().requires_grad_()
    logits = model(pixels[None])[0]
    score = logits[label] - logits.mean()
    (gradient,) = torch.autograd.grad(score, pixels)
    model.train(was_training)
    return gradient.abs().amax(dim=0)
