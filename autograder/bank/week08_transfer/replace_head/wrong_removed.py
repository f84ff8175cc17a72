"""the head is removed, and none put in its place

The model would give features, not logits.
Lesson: 8.2 "A new head"
"""

from torch import nn
def replace_head(model, classes):
    model.classifier = nn.Identity()
