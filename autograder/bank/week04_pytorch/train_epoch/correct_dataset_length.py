"""Divided by the length of the data set; a tensor without graph is returned."""

import torch


def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total = torch.zeros(())
    for _, (x, y) in enumerate(loader):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_fn(model(x), y)
        total = total + loss.detach() * len(x)
        loss.backward()
        optimizer.step()
    return total / len(loader.dataset)
