"""the new head takes over whether the old one was frozen

A new head has learned nothing yet: it must learn.
Lesson: 8.2 "A new head"
"""

from torch import nn
def replace_head(model, classes):
    learns = model.classifier.weight.requires_grad
    model.classifier = nn.Linear(model.classifier.in_features, classes).requires_grad_(learns)
