"""A running maximum over the channels."""

import torch


def saliency(model, image, label):
    was = model.training
    model.eval()
    leaf = torch.autograd.Variable(image.clone(), requires_grad=True)
    score = model(leaf.view(1, *leaf.shape)).squeeze()[label]
    score.backward(inputs=[leaf])
    model.train(was)
    strongest = torch.zeros(image.shape[1:])
    for channel in leaf.grad:
        strongest = torch.where(channel.abs() > strongest, channel.abs(), strongest)
    return strongest
