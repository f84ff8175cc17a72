"""names that the model does not have get zeros

A typing error would go unseen until much later.
Lesson: 7.1 "Hooks"
"""

import torch
def capture_activations(model, layer_names, images):
    out, hs = {}, []
    was = model.training
    model.eval()
    mods = dict(model.named_modules())
    for n in layer_names:
        if n not in mods:
            out[n] = torch.zeros(1)
            continue
        hs.append(mods[n].register_forward_hook(lambda m, i, o, n=n: out.__setitem__(n, o.detach())))
    with torch.no_grad():
        model(images)
    for h in hs:
        h.remove()
    model.train(was)
    return out
