"""the number of features is fixed

The old head says how many there are.
Lesson: 8.2 "A new head"
"""

from torch import nn
def replace_head(model, classes):
    model.classifier = nn.Linear(1280, classes)
