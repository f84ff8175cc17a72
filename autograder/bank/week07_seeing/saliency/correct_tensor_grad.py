"""A new leaf from a list."""

import torch
def saliency(model, image, label):
    t = model.training
    model.eval()
    x = torch.tensor(image.tolist(), requires_grad=True)
    model(torch.unsqueeze(x, 0))[:, label].sum().backward()
    model.train(t)
    return x.grad.abs().max(0)[0]
