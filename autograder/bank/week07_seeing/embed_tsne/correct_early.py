"""Other settings; brought into the unit square."""

from sklearn.manifold import TSNE
def embed_tsne(features, seed=0):
    n = len(features)
    t = TSNE(n_components=2, perplexity=max(2, min(30, n // 4)), early_exaggeration=20, max_iter=500, random_state=seed)
    e = t.fit_transform(features)
    return (e - e.min(0)) / (e.max(0) - e.min(0))
