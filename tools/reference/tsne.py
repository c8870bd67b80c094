"""t-SNE by scikit-learn on features given by a formula, and by its definition in NumPy.

Divergences of every map: scikit-learn's own, which is over nearest neighbours, and the exact one over all pairs.
"""
import numpy
from scipy.spatial.distance import pdist, squareform
from scipy.optimize import brentq
from sklearn.manifold import TSNE
import common


def waves(rows, columns, clusters, spread):
    """Rows in clusters, each scattered in all directions; nothing random, so that other programs can make them too."""
    i, d = numpy.meshgrid(numpy.arange(rows), numpy.arange(columns), indexing="ij")
    centres = 3 * numpy.sin(1.7 * (i % clusters) * (d + 1) + d)
    return centres + spread * numpy.sin(12.9898 * (i + 1) + 78.233 * (d + 1) + 0.37 * (i + 1) * (d + 1))


def conditional(squared, perplexity):
    """The probabilities of a row's neighbours, by a root finder in the logarithm of the precision."""
    def weights(log_precision):
        w = numpy.exp(-numpy.exp(log_precision) * (squared - squared.min()))
        return w / w.sum()

    def excess(log_precision):
        p = weights(log_precision)
        p = p[p > 0]
        return -(p * numpy.log(p)).sum() - numpy.log(perplexity)

    return weights(brentq(excess, -30, 30, xtol=1e-12))


def joint(x, perplexity):
    squared = squareform(pdist(x, "sqeuclidean"))
    p = numpy.zeros_like(squared)
    for i in range(len(x)):
        others = numpy.arange(len(x)) != i
        p[i, others] = conditional(squared[i, others], perplexity)
    return (p + p.T) / (2 * len(x))


def divergence(p, y):
    q = 1 / (1 + squareform(pdist(y, "sqeuclidean")))
    numpy.fill_diagonal(q, 0)
    q /= q.sum()
    return float((p[p > 0] * numpy.log(p[p > 0] / q[p > 0])).sum())


def gradient(p, y):
    difference = y[:, None] - y[None]
    near = 1 / (1 + (difference ** 2).sum(2))
    numpy.fill_diagonal(near, 0)
    return 4 * (((p - near / near.sum()) * near)[:, :, None] * difference).sum(1)


def fit(x, perplexity, method):
    model = TSNE(perplexity=perplexity, init="pca", learning_rate="auto", method=method, random_state=0)
    y = model.fit_transform(x).astype(float)
    return {"own": float(model.kl_divergence_), "exact": divergence(joint(x, perplexity), y)}


def case(rows, columns, clusters, spread, perplexity):
    x = waves(rows, columns, clusters, spread)
    return {
        "rows": rows, "columns": columns, "clusters": clusters, "spread": spread, "perplexity": perplexity,
        "barnesHut": fit(x, perplexity, "barnes_hut"), "allPairs": fit(x, perplexity, "exact"),
    }


def definition(rows, columns, perplexity):
    """Probabilities, divergence and gradient of one small map, all pairs."""
    x = waves(rows, columns, 3, 1)
    y = waves(rows, 2, 3, 1)
    p = joint(x, perplexity)
    squared = squareform(pdist(x, "sqeuclidean"))
    return {
        "rows": rows, "columns": columns, "perplexity": perplexity,
        "conditional": conditional(squared[0, 1:], perplexity).tolist(),
        "joint": p[0].tolist(), "divergence": divergence(p, y), "gradient": gradient(p, y).tolist(),
    }


common.write("tsne.json", {
    "definition": definition(40, 5, 6.5),
    "fits": [case(150, 10, 4, 1.5, 20), case(500, 12, 1, 1, 30), case(1200, 20, 6, 2, 30)],
})
