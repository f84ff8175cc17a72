"""Hooks that are always called, with keyword arguments."""

import torch
def capture_activations(model, layer_names, images):
    for n in layer_names:
        model.get_submodule(n)
    acts = {n: None for n in layer_names}
    hooks = []
    for n in layer_names:
        def hook(mod, args, kwargs, out, n=n):
            acts[n] = out.cpu().detach()
        hooks.append(model.get_submodule(n).register_forward_hook(hook, with_kwargs=True, always_call=True))
    mode = model.training
    model.train(False)
    prev = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    model.forward(images)
    torch.set_grad_enabled(prev)
    for h in hooks: h.remove()
    model.train(mode)
    return acts
