"""the score is compared with that of another class

The score of a class is its logit alone.
Lesson: 7.3 "Saliency"
"""

import torch
def saliency(model, image, label):
    was = model.training
    model.eval()
    x = image.clone().requires_grad_()
    z = model(x[None])[0]; s = z[label] - z[(label + 1) % len(z)]
    g = torch.autograd.grad(s, x)[0]
    model.train(was)
    return g.abs().max(dim=0)[0]
