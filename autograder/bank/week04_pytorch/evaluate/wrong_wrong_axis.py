"""the largest number is looked for along the batch

`dim=1` is the axis of classes: each image has one winner.
Lesson: 4.1 "Train and eval"
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
            right += (logits.argmax(dim=0)[: len(labels)] == labels[: logits.shape[1]]).sum().item()
            count += len(labels)
    model.train(was_training)
    return total / count, right / count
