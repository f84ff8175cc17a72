"""the body is thawed

What was frozen stays frozen.
Lesson: 8.2 "A new head"
"""

from torch import nn
def replace_head(model, classes):
    model.classifier = nn.Linear(model.classifier.in_features, classes)
    for parameter in model.parameters():
        parameter.requires_grad = True
