"""Two hooks, backward, scaled before it is enlarged."""

import torch
import torch.nn.functional as F


def grad_cam(model, layer, image, label):
    activations, gradients = {}, {}
    target = dict(model.named_modules())[layer]
    first = target.register_forward_hook(lambda m, i, o: activations.update(value=o))
    second = target.register_full_backward_hook(lambda m, gi, go: gradients.update(value=go[0]))
    mode = model.training
    model.eval()
    try:
        logits = model(image.unsqueeze(0))
        model.zero_grad()
        logits[0, label].backward()
    finally:
        first.remove()
        second.remove()
        model.train(mode)
    alpha = gradients["value"].mean(dim=[2, 3])[0]
    cam = torch.einsum("k,kij->ij", alpha, activations["value"][0]).detach().clamp(min=0)
    cam -= cam.min()
    cam /= cam.max() + 1e-8
    return F.interpolate(cam[None, None], image.shape[-2:], mode="bilinear").squeeze()
