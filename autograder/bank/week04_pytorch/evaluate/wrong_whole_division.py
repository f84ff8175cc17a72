"""the accuracy is divided without its fraction

`//` leaves 0 or 1.
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
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.train(was_training)
    return total / count, right // count
