"""the loss is returned in company

Asked for is one number.
Lesson: 4.1 "The loop by hand"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total, count, right = 0.0, 0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        right += (logits.argmax(dim=1) == labels).sum().item()
        count += len(labels)
    return total / count, right / count
