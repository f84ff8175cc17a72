"""all batches are taken for full

`len(loader) * batch_size` counts images that the last batch does not have.
Lesson: 4.1 "A dataset and its loader"
"""

import torch


def evaluate(model, loader, loss_fn):
    was_training = model.training
    model.eval()
    total, right, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss = loss_fn(logits, labels)
            total += loss.item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    count = len(loader) * loader.batch_size
    model.train(was_training)
    return total / count, right / count
