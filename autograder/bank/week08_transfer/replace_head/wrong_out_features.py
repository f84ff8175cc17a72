"""`out_features` is set on the old head

It is only a note of the size: the weight has as many rows as before.
Lesson: 8.2 "A new head"
"""

def replace_head(model, classes):
    model.classifier.out_features = classes
