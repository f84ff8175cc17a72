"""the first batch is trained in the mode that was found

The mode must be set before the first forward pass.
Lesson: 4.1 "Train and eval"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    total, count = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        optimizer.zero_grad()
        model.train()
        count += len(labels)
    return total / count
