"""the new head is frozen as well

Freeze first and replace then, or freeze only the body: the head is what is to learn.
Lesson: 8.2 "A new head"
"""

from torch import nn
def replace_head(model, classes):
    model.classifier = nn.Linear(model.classifier.in_features, classes)
    for parameter in model.parameters():
        parameter.requires_grad = False
