"""the loss is computed again after the step

Asked for is the loss as it comes out of the forward pass, before the step.
Lesson: 4.1 "The loop by hand"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total, count = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss_fn(model(images), labels).item() * len(labels)
        count += len(labels)
    return total / count
