"""the gradient is divided by the number of batches

That is for gradients that are collected over several batches before one step. Here each batch has its own.
Lesson: 4.1 "The loop by hand"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total, count = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(logits, labels)
        (loss / len(loader)).backward()
        optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    return total / count
