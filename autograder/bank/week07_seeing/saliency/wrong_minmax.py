"""the map is stretched to [0, 1]

It is not scaled: how large it is says something.
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
    return (lambda a: (a - a.min()) / (a.max() - a.min()))(g.abs().amax(0))
