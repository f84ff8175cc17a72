"""The gradient of all logits, times a one-hot vector."""

import torch


def saliency(model, image, label):
    before = model.training
    try:
        x = image[None].clone().requires_grad_(True)
        logits = model.train(False)(x)
        ones = torch.zeros_like(logits)
        ones[0, label] = 1
        gradient = torch.autograd.grad(logits, x, grad_outputs=ones)[0]
    finally:
        model.train(before)
    return torch.maximum(gradient, -gradient)[0].max(dim=0).values
