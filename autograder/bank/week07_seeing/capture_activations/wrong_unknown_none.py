"""names that the model does not have are returned with None

A typing error would go unseen until much later.
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
    for name, layer in model.named_modules():
        if name in layer_names:
            handles.append(layer.register_forward_hook(keep(name)))
    with torch.no_grad():
        model(images)
    for handle in handles:
        handle.remove()
    model.train(was_training)
    return {name: activations.get(name) for name in layer_names}
