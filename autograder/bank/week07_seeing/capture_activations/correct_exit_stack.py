"""Everything is undone by an ExitStack; inference mode."""

from contextlib import ExitStack

import torch


def capture_activations(model, layer_names, images):
    modules = dict(model.named_modules())
    if missing := [name for name in layer_names if name not in modules]:
        raise ValueError(f"layer_names: the model has no {', '.join(missing)}")
    seen = {}
    with ExitStack() as stack, torch.inference_mode():
        stack.callback(model.train, model.training)
        model.train(False)
        for name in layer_names:
            handle = modules[name].register_forward_hook(lambda _, __, out, name=name: seen.__setitem__(name, out))
            stack.callback(handle.remove)
        model(images)
    return seen
