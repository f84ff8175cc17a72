"""weights are changed

Looking changes nothing.
Lesson: 7.3 "Saliency"
"""

import torch
def saliency(model, image, label):
    was = model.training
    model.eval()
    x = image.clone().requires_grad_()
    s = model(x[None])[0, label]
    g = torch.autograd.grad(s, x)[0]
    with torch.no_grad():
        for p in model.parameters(): p -= 0.01
    model.train(was)
    return g.abs().max(dim=0)[0]
