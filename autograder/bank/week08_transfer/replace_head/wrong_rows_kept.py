"""rows of the old head are kept

Its classes are others: a new head starts with new numbers.
Lesson: 8.2 "A new head"
"""

import torch
from torch import nn
def replace_head(model, classes):
    old, new = model.classifier, nn.Linear(model.classifier.in_features, classes)
    rows = min(classes, len(old.weight))
    with torch.no_grad():
        new.weight[:rows] = old.weight[:rows]
        new.bias[:rows] = old.bias[:rows]
    model.classifier = new
