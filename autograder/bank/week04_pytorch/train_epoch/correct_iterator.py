"""The loader's iterator is driven by hand, the graph kept until the batch is done."""

import torch


def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    history = []
    batches = iter(loader)
    for _ in range(len(loader)):
        x, y = next(batches)
        with torch.enable_grad():
            optimizer.zero_grad()
            loss = loss_fn(model(x), y)
        loss.backward(retain_graph=True)
        optimizer.step()
        history.append(torch.stack([loss.detach().double() * y.shape[0], torch.tensor(float(y.shape[0]))]))
    total, count = torch.stack(history).sum(dim=0)
    return (total / count).item()
