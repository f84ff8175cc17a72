import torch
from torch import nn
def replace_head(model, classes):
    head = nn.LazyLinear(classes)
    head(torch.zeros(1, model.classifier.in_features))
    model.classifier = head
