"""the new head takes as many inputs as the old one had outputs

It takes the features, as the old head did.
Lesson: 8.2 "A new head"
"""

from torch import nn
def replace_head(model, classes):
    model.classifier = nn.Linear(model.classifier.out_features, classes)
