"""Gradients are recorded, and the clones are detached from them."""

from functools import partial


def keep(store, name, layer, inputs, output):
    store[name] = output.detach().clone()


def capture_activations(model, layer_names, images):
    store = {}
    modes = [(module, module.training) for module in model.modules()]
    handles = [model.get_submodule(name).register_forward_hook(partial(keep, store, name)) for name in layer_names]
    try:
        model.eval()(images)
    finally:
        while handles:
            handles.pop().remove()
        for module, mode in modes:
            module.training = mode
    return {name: store[name] for name in layer_names}
