from torch import nn
def replace_head(model, classes):
    setattr(model, "classifier", nn.Linear(model.classifier.weight.shape[1], classes, bias=True))
