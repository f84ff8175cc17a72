"""The model runs once for each layer; the name is followed part by part."""

from collections import OrderedDict

import torch


@torch.no_grad()
def capture_activations(model, layer_names, images):
    was_training, found = model.training, OrderedDict()
    model.eval()
    try:
        for name in layer_names:
            box = []
            layer = model
            for part in name.split("."):
                layer = getattr(layer, part)
            with_hook = layer.register_forward_hook(lambda m, i, o, box=box: box.append(o))
            model(images)
            with_hook.remove()
            (found[name],) = box
    finally:
        model.train(was_training)
    return found
