import torch
def trainable_parameters(module):
    return torch.tensor([p.numel() for p in module.parameters() if p.requires_grad], dtype=torch.int64).sum()
