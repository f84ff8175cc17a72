"""Loops over maps; nearest pixels by index."""

import torch
def grad_cam(model, layer, image, label):
    maps = []
    handle = model.get_submodule(layer).register_forward_hook(lambda m, x, y: maps.append(y))
    before = model.training
    model.eval()
    logit = model(image.clone().unsqueeze(0).requires_grad_(True))[0][label]
    handle.remove()
    model.train(before)
    grads, = torch.autograd.grad(logit, maps)
    K = maps[0].shape[1]
    total = torch.zeros(maps[0].shape[2:])
    for k in range(K):
        total += grads[0, k].mean().item() * maps[0][0, k].detach()
    total[total < 0] = 0
    H, W = image.shape[1:]
    h, w = total.shape
    rows = (torch.arange(H) * h // H); cols = (torch.arange(W) * w // W)
    total = total[rows][:, cols]
    top = float(total.max())
    return total / top if top else total
