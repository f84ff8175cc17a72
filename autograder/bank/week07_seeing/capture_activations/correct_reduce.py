"""The name is followed by reduce; an object is the hook."""

import functools, torch
class Catcher:
    def __init__(self): self.got = None
    def __call__(self, module, inp, out): self.got = out
def capture_activations(model, layer_names, images):
    find = lambda n: functools.reduce(getattr, n.split("."), model)
    c = {n: Catcher() for n in layer_names}
    h = [find(n).register_forward_hook(c[n]) for n in layer_names]
    modes = {m: m.training for m in model.modules()}
    for m in modes: m.training = False
    _ = model(images)
    for x in h: x.remove()
    for m, t in modes.items(): m.training = t
    return {n: c[n].got.detach() for n in layer_names}
