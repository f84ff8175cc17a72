from torch import nn
def replace_head(model, classes):
    features = model.classifier.in_features
    model.classifier = nn.Linear(features, classes)
    return model
