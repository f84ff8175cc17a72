"""the head ends with a softmax

Logits were asked for: cross-entropy in PyTorch takes the softmax itself.
Lesson: 8.2 "A new head"
"""

from torch import nn
def replace_head(model, classes):
    model.classifier = nn.Sequential(nn.Linear(model.classifier.in_features, classes), nn.Softmax(dim=1))
