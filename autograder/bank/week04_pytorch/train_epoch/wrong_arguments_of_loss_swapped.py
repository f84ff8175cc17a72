"""logits and labels change places in the loss

A loss of PyTorch is called as `loss_fn(logits, labels)`.
Lesson: 4.1 "The loop by hand"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total, count = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(labels, logits)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    return total / count
