"""Unknown names are looked for first."""

import torch
def capture_activations(model, layer_names, images):
    known = {name for name, _ in model.named_modules()}
    for name in layer_names:
        if name not in known:
            raise ValueError("layer_names contains an unknown layer: " + name)
    result, handles, training = {}, [], model.training
    for name, module in model.named_modules():
        if name in layer_names:
            handles += [module.register_forward_hook(lambda m, x, y, name=name: result.update({name: y.data.clone()}))]
    try:
        with torch.inference_mode(False), torch.no_grad():
            model.eval(); model(images.clone())
    finally:
        for handle in handles: handle.remove()
        if training: model.train()
    return result
