"""The same random numbers at every call."""

import torch
from torch import nn

def replace_head(model, classes):
    torch.manual_seed(0)
    model.classifier = nn.Linear(model.classifier.in_features, classes)
