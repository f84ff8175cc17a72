"""A context manager listens; the tensors are cloned."""

from contextlib import contextmanager
import torch
@contextmanager
def listening(model, names, store):
    mods = dict(model.named_modules())
    hs = [mods[n].register_forward_hook((lambda n: lambda *a: store.__setitem__(n, a[-1].detach().clone()))(n)) for n in names]
    was = model.training
    try:
        yield model.eval()
    finally:
        [h.remove() for h in hs]
        model.train(was)
def capture_activations(model, layer_names, images):
    out = {}
    with listening(model, layer_names, out) as m, torch.no_grad():
        m(images)
    return out
