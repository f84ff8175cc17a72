"""gradients are switched off for good

Whoever trains afterwards learns nothing.
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
    torch.set_grad_enabled(False)
    return g.abs().max(dim=0)[0]
