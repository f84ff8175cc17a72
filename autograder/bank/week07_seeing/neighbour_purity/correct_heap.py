"""A heap, no arrays."""

import heapq, statistics
def neighbour_purity(embedding, labels, k=10):
    pts = [tuple(map(float, p)) for p in embedding]
    if k < 1: raise ValueError("k too small")
    if len(pts) <= k: raise ValueError("k too large")
    lab = [int(l) for l in labels]
    def share(i):
        near = heapq.nsmallest(k, (j for j in range(len(pts)) if j != i), key=lambda j: sum((a - b) ** 2 for a, b in zip(pts[i], pts[j])))
        return sum(lab[j] == lab[i] for j in near) / k
    return statistics.fmean(map(share, range(len(pts))))
