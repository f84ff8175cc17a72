"""weak places are set to zero

The map is divided by its maximum, nothing else.
Lesson: 7.3 "Grad-CAM"
"""

import torch
from torch.nn import functional as F
def grad_cam(model, layer, image, label):
    A = []
    h = model.get_submodule(layer).register_forward_hook(lambda m, i, o: A.append(o))
    was = model.training
    model.eval()
    s = model(image[None])[0, label]
    h.remove()
    model.train(was)
    g = torch.autograd.grad(s, A[0])[0]
    a = A[0].detach()
    w = g.mean((2, 3), keepdim=True)
    c = F.relu((w * a).sum(1, keepdim=True))
    c = F.interpolate(c, image.shape[1:], mode="bilinear")[0, 0]
    c = torch.where(c > 0.2 * c.max(), c, 0 * c)
    return c / c.max() if c.max() > 0 else c
