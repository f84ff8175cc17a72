"""rows of the old head are kept

Its classes are others: a new head starts with new numbers.
Lesson: 8.2 "A new head"
"""

import torch
from torch import nn
def replace_head(model, classes):
    old = model.classifier
    model.classifier = nn.Linear(old.in_features, classes)
    model.classifier.weight = nn.Parameter(old.weight.detach().repeat(classes, 1)[:classes].clone())
