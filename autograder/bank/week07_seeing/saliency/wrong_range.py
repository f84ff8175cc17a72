"""the largest minus the smallest is returned

The largest absolute value was asked for.
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
    return g.max(0)[0] - g.min(0)[0]
