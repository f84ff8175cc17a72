"""gradients are clipped

Nobody asked for that: the step must go along the whole gradient.
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
        __import__("torch").nn.utils.clip_grad_norm_(model.parameters(), 0.01)
        optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    return total / count
