"""the gradient is that of the sum over the batch

The loss function returns a mean. Multiply a copy for your statistics, not what `backward` sees.
Lesson: 4.1 "The loop by hand"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total, count = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss = loss * len(labels)
        loss.backward()
        optimizer.step()
        total += loss.item()
        count += len(labels)
    return total / count
