"""a hook of another kind stays behind

Every hook is taken away by its handle.
Lesson: 7.1 "Hooks"
"""

import torch
def capture_activations(model, layer_names, images):
    out, hs = {}, []
    was = model.training
    model.eval()
    mods = dict(model.named_modules())
    for n in layer_names:
        hs.append(mods[n].register_forward_hook(lambda m, i, o, n=n: out.__setitem__(n, o.detach())))
    with torch.no_grad():
        model(images)
    for h in hs:
        h.remove()
    model.register_forward_pre_hook(lambda m, i: None)
    model.train(was)
    return out
