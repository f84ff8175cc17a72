"""the number of the channel is returned

The largest value itself is wanted.
Lesson: 7.3 "Saliency"
"""

import torch
def saliency(model, image, label):
    was = model.training
    model.eval()
    x = image.clone().requires_grad_()
    s = model(x[None])[0, label]
    g = torch.autograd.grad(s, x)[0]
    model.train(was)
    return g.abs().max(dim=0)[1]
