"""Wants the layer itself; retain_grad; nearest neighbours."""

import torch


def grad_cam(model, layer, image, label):
    box = {}

    def keep(module, inputs, output):
        output.retain_grad()
        box["maps"] = output

    handle = layer.register_forward_hook(keep)
    training = model.training
    model.eval()
    with torch.enable_grad():
        model(image[None].clone().requires_grad_())[0][label].backward()
    handle.remove()
    model.train(training)
    maps = box["maps"]
    weights = maps.grad[0].mean(dim=2).mean(dim=1)
    cam = sum(weight * one for weight, one in zip(weights, maps.detach()[0]))
    cam = torch.nn.functional.interpolate(cam.relu()[None, None], size=image.shape[1:], mode="nearest")[0, 0]
    return cam / cam.max().clamp(min=1e-12)
