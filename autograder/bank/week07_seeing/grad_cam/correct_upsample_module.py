"""Modules for ReLU and enlarging; the hook stays until all is done."""

import torch
from torch import nn
def grad_cam(model, layer, image, label):
    saved = {}
    def forward_hook(module, args, output):
        saved["act"] = output
        output.register_hook(lambda grad: saved.__setitem__("grad", grad))
    handle = dict(model.named_modules())[layer].register_forward_hook(forward_hook)
    was_training = model.training
    try:
        model.eval()
        scores = model(image[None, ...])
        scores[0, label].backward()
        alphas = saved["grad"].mean([-2, -1], keepdim=True)
        cam = nn.ReLU()((alphas * saved["act"]).sum(1, keepdim=True)).detach()
        cam = nn.Upsample(size=image.shape[-2:], mode="bilinear")(cam)[0, 0]
        return (cam - cam.min()) / (cam.max() - cam.min() + 1e-7)
    finally:
        handle.remove()
        model.train(was_training)
