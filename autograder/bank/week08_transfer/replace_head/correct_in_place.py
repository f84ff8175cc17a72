import torch
from torch import nn
def replace_head(model, classes):
    head = model.classifier
    head.weight = nn.Parameter(torch.randn(classes, head.in_features) * 0.01)
    head.bias = nn.Parameter(torch.zeros(classes))
    head.out_features = classes
