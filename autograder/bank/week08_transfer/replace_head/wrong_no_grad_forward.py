"""the head runs without recording gradients

It never receives a gradient.
Lesson: 8.2 "A new head"
"""

import torch
from torch import nn
class Head(nn.Linear):
    @torch.no_grad()
    def forward(self, x):
        return super().forward(x)
def replace_head(model, classes):
    model.classifier = Head(model.classifier.in_features, classes)
