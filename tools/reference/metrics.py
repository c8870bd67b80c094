"""Metrics of features: kernels through scikit-learn and pair by pair, the Frechet distance through SciPy's matrix square root,
neighbours through SciPy's distances, the Vendi score through NumPy's eigenvalues."""
import itertools
import numpy
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist, pdist, squareform
from sklearn.metrics.pairwise import polynomial_kernel, rbf_kernel
import common

random = numpy.random.default_rng(5)


def pair_by_pair(x, y):
    k = lambda a, b: (float(numpy.dot(a, b)) / len(a) + 1) ** 3
    within = lambda z: numpy.mean([k(a, b) for a, b in itertools.permutations(z, 2)])
    return within(x) + within(y) - 2 * numpy.mean([k(a, b) for a in x for b in y])


def discrepancy(x, y, k):
    within = lambda z: k(z, z)[~numpy.eye(len(z), dtype=bool)].mean()
    return within(x) + within(y) - 2 * k(x, y).mean()


def kernel_distance(x, y):
    distance = discrepancy(x, y, lambda a, b: polynomial_kernel(a, b, degree=3, gamma=1 / a.shape[1], coef0=1))
    assert abs(distance - pair_by_pair(x, y)) < 1e-9
    return distance


def width(x):
    # The lower of two middle ones.
    return numpy.sort(pdist(x))[(len(pdist(x)) - 1) // 2]


def gaussian_distance(x, y):
    return discrepancy(x, y, lambda a, b: rbf_kernel(a, b, gamma=0.5 / width(x) ** 2))


def frechet(x, y):
    covariances = [numpy.atleast_2d(numpy.cov(z, rowvar=False)) for z in (x, y)]
    root = numpy.real(sqrtm(covariances[0] @ covariances[1]))
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + numpy.trace(covariances[0] + covariances[1] - 2 * root)


def in_balls(points, centres, k):
    """[points, centres]: whether a point is no further from a centre than its k-th nearest other centre."""
    radii = numpy.sort(squareform(pdist(centres)), axis=1)[:, k]
    return cdist(points, centres) <= radii


def manifolds(x, y):
    if min(len(x), len(y)) < 6:
        return None
    return {
        "precision": in_balls(y, x, 3).any(1).mean(),
        "recall": in_balls(x, y, 3).any(1).mean(),
        "density": in_balls(y, x, 5).sum(1).mean() / 5,
        "coverage": in_balls(y, x, 5).any(0).mean(),
    }


def vendi(x, y):
    def score(z):
        values = numpy.linalg.eigvalsh(rbf_kernel(z, gamma=0.5 / width(x) ** 2) / len(z))
        values = values[values > 1e-14]
        return numpy.exp(-(values * numpy.log(values)).sum())
    return score(y) / score(x)


def case(real_rows, synthetic_rows, columns, shift, spread):
    real = random.normal(size=(real_rows, columns)).round(4)
    synthetic = (shift + spread * random.normal(size=(synthetic_rows, columns))).round(4)
    return {
        "columns": columns,
        "real": real.flatten().tolist(),
        "synthetic": synthetic.flatten().tolist(),
        "kernelDistance": kernel_distance(real, synthetic),
        "diversity": pdist(synthetic).mean() / pdist(real).mean(),
        "gaussian": gaussian_distance(real, synthetic),
        "frechet": float(frechet(real, synthetic)),
        "manifolds": manifolds(real, synthetic),
        "vendi": vendi(real, synthetic),
    }


common.write("metrics.json", {"cases": [
    case(2, 2, 1, 0, 1), case(5, 8, 3, 0.7, 0.5), case(30, 27, 6, -0.3, 1.4), case(40, 40, 4, 0, 1),
    case(12, 10, 30, 0.2, 0.8),
]})
