"""The gradient by a hook on the tensor; bicubic, cut to [0, 1]."""

import torch
import torch.nn.functional as F


def grad_cam(model, layer, image, label):
    state = model.training
    model.eval()
    seen = {}

    def forward_hook(_module, _inputs, output):
        seen["a"] = output.detach()
        output.register_hook(lambda g: seen.__setitem__("g", g))

    handle = model.get_submodule(layer).register_forward_hook(forward_hook)
    out = model(torch.stack([image]))
    handle.remove()
    one_hot = F.one_hot(torch.tensor([label]), out.shape[1]).float()
    out.backward(gradient=one_hot)
    model.train(state)
    w = F.adaptive_avg_pool2d(seen["g"], 1)
    heat = F.relu(torch.sum(w * seen["a"], dim=1))
    heat = heat / heat.amax() if heat.amax() > 0 else heat
    return F.interpolate(heat.unsqueeze(1), size=tuple(image.shape[1:]), mode="bicubic").clamp(0, 1)[0, 0]
