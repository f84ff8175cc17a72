"""The hooks hang on a copy, which is thrown away."""

import copy

import torch


class Recorder:
    def __init__(self, model, names):
        self.outputs = {}
        self.handles = []
        for name in names:
            self.handles.append(model.get_submodule(name).register_forward_hook(self.listen(name)))

    def listen(self, name):
        def hook(module, args, result):
            self.outputs[name] = result.data

        return hook


def capture_activations(model, layer_names, images):
    twin = copy.deepcopy(model).eval()
    recorder = Recorder(twin, layer_names)
    with torch.no_grad():
        twin(images)
    return recorder.outputs
