"""Gradients are erased after the step."""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train(True)
    losses, sizes = [], []
    for x, y in loader:
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=False)
        losses.append(float(loss))
        sizes.append(x.shape[0])
    return sum(a * b for a, b in zip(losses, sizes)) / sum(sizes)
