"""NumPy and scipy's zoom, the minimum is subtracted."""

import numpy as np
import torch
from scipy import ndimage


def grad_cam(model, layer, image, label):
    store = []
    hook = model.get_submodule(layer).register_forward_hook(lambda *call: store.append(call[2]))
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    score = model(image[None])[0, label]
    gradient = torch.autograd.grad(score, store[0])[0][0].numpy()
    hook.remove()
    for module, mode in modes:
        module.training = mode
    maps = store[0].detach().numpy()[0]
    cam = np.maximum(np.tensordot(gradient.mean(axis=(1, 2)), maps, axes=1), 0)
    height, width = image.shape[1:]
    cam = ndimage.zoom(cam, (height / cam.shape[0], width / cam.shape[1]), order=1)
    low, high = cam.min(), cam.max()
    return (cam - low) / (high - low) if high > low else np.zeros_like(cam)
