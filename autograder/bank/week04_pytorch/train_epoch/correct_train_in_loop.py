"""The mode is set for every batch, gradients by hand, and eval mode afterwards."""

def train_epoch(model, loader, optimizer, loss_fn):
    device = next(model.parameters()).device
    total, count = 0.0, 0
    for inputs, targets in loader:
        model.train()
        inputs, targets = inputs.to(device), targets.to(device)
        loss = loss_fn(model(inputs), targets)
        for group in optimizer.param_groups:
            for p in group["params"]:
                p.grad = None
        loss.backward()
        optimizer.step()
        total, count = total + loss.item() * len(inputs), count + len(inputs)
    model.eval()
    return float(total / count)
