from torch import nn
def replace_head(model, classes):
    model.classifier = nn.Linear(model.classifier.in_features, classes)
    nn.init.normal_(model.classifier.weight, std=0.01)
    model.classifier.bias.data.zero_()
