"""A zero that wants gradients is added by the hook."""

import torch
from torch.nn import functional as F

def grad_cam(model, layer, image, label):
    caught = {}
    def hook(module, inputs, output):
        caught["a"] = output.detach()
        caught["zero"] = torch.zeros_like(output, requires_grad=True)
        return output + caught["zero"]
    target = model.get_submodule(layer)
    modes = [(m, m.training) for m in model.modules()]
    handle = target.register_forward_hook(hook)
    try:
        model.eval()
        with torch.enable_grad():
            score = model(image.detach()[None])[0, label]
        gradient, = torch.autograd.grad(score, caught["zero"])
    finally:
        handle.remove()
        for m, t in modes:
            m.training = t
    cam = torch.einsum("khw,k->hw", caught["a"][0], gradient[0].mean((-2, -1))).relu()
    cam = F.interpolate(cam[None, None], size=tuple(image.shape[-2:]), mode="bilinear", align_corners=True)[0, 0]
    top = cam.max()
    return cam / top if top > 0 else torch.zeros_like(cam)
