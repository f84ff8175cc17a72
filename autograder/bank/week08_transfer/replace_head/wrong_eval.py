"""the model is put into eval mode

Modes stay as they are.
Lesson: 8.2 "A new head"
"""

from torch import nn
def replace_head(model, classes):
    model.classifier = nn.Linear(model.classifier.in_features, classes)
    model.eval()
