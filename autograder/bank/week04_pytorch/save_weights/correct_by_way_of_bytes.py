"""Into memory first, variables kept."""

import io

import torch


def save_weights(model, path):
    memory = io.BytesIO()
    torch.save(model.state_dict(keep_vars=True), memory)
    with open(path, "wb") as file:
        file.write(memory.getbuffer())
