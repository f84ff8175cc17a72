"""another optimizer than the given one steps

The optimizer is an argument: it brings its learning rate and its memory.
Lesson: 4.1 "The loop by hand"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    optimizer = __import__("torch").optim.SGD(model.parameters(), lr=0.01)
    total, count = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    return total / count
