from torch import nn
def replace_head(model, classes):
    model.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(model.classifier.in_features, classes))
