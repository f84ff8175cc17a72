"""names without a point are left out

A layer at the top of the model has such a name.
Lesson: 7.1 "Hooks"
"""

import torch
def capture_activations(model, layer_names, images):
    out, hs = {}, []
    was = model.training
    model.eval()
    mods = dict(model.named_modules())
    for n in [n for n in layer_names if '.' in n]:
        hs.append(mods[n].register_forward_hook(lambda m, i, o, n=n: out.__setitem__(n, o.detach())))
    with torch.no_grad():
        model(images)
    for h in hs:
        h.remove()
    model.train(was)
    return out
