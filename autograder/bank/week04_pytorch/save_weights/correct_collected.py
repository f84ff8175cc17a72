"""Parameters and buffers collected one by one."""

from collections import OrderedDict

import torch


def save_weights(model, path):
    state = OrderedDict()
    for name, parameter in model.named_parameters():
        state[name] = parameter.data
    for name, buffer in model.named_buffers():
        state[name] = buffer
    torch.save(state, path)
