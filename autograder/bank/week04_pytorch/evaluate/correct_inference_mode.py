"""A decorator switches recording off; all logits are put together."""

import torch


@torch.inference_mode()
def evaluate(model, loader, loss_fn):
    mode = model.training
    model.train(False)
    logits, labels, losses = [], [], []
    for x, y in loader:
        out = model(x)
        losses.append(loss_fn(out, y) * len(y))
        logits.append(out)
        labels.append(y)
    model.train(mode)
    logits, labels = torch.cat(logits), torch.cat(labels)
    return torch.stack(losses).sum() / len(labels), (logits.argmax(1) == labels).float().mean()
