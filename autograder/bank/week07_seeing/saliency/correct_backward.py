"""backward, which leaves gradients in the parameters too."""

import torch


def saliency(model, image, label):
    mode = model.training
    model.eval()
    batch = image.detach().clone().unsqueeze(0)
    batch.requires_grad = True
    logits = model(batch)
    model.zero_grad()
    logits[0][label].backward()
    model.train(mode)
    result, _ = torch.max(torch.abs(batch.grad.squeeze(0)), 0)
    return result
