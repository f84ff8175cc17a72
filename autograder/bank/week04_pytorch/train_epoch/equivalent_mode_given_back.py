"""A model comes back in the mode in which it was found: nothing is said of it.
"""

def train_epoch(model, loader, optimizer, loss_fn):
    was_training = model.training
    model.train()
    total, count = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    model.train(was_training)
    return total / count
