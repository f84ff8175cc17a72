"""retain_grad; scikit-image enlarges."""

import numpy as np, torch
from skimage.transform import resize
def grad_cam(model, layer, image, label):
    store = []
    hook = model.get_submodule(layer).register_forward_hook(lambda m, i, o: (o.retain_grad(), store.append(o))[-1])
    was = model.training
    model.eval()
    model(image[None])[:, label].sum().backward()
    hook.remove()
    model.train(was)
    a = store[0]
    w = a.grad.sum(dim=(2, 3)) / (a.shape[2] * a.shape[3])
    cam = torch.tensordot(w[0], a.detach()[0], dims=1).relu().numpy()
    cam = resize(cam, tuple(image.shape[1:]), order=1)
    return cam / cam.max() if cam.max() > 0 else cam * 0
