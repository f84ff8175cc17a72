"""blocks are left out

The name of a block stands for the output of its last layer.
Lesson: 7.1 "Hooks"
"""

import torch


def capture_activations(model, layer_names, images):
    activations, handles = {}, []

    def keep(name):
        def hook(layer, inputs, output):
            activations[name] = output.detach()

        return hook

    was_training = model.training
    model.eval()
    for name in [n for n in layer_names if not list(model.get_submodule(n).children())]:
        handles.append(model.get_submodule(name).register_forward_hook(keep(name)))
    with torch.no_grad():
        model(images)
    for handle in handles:
        handle.remove()
    model.train(was_training)
    return activations
