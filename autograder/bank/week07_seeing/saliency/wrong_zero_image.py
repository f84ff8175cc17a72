"""the gradient is taken at a black image

Through a ReLU the gradient depends on what the image shows.
Lesson: 7.3 "Saliency"
"""

import torch
def saliency(model, image, label):
    was = model.training
    model.eval()
    x = torch.zeros_like(image).requires_grad_()
    s = model(x[None])[0, label]
    g = torch.autograd.grad(s, x)[0]
    model.train(was)
    return g.abs().max(dim=0)[0]
