"""Kernel distance through scikit-learn's polynomial kernel and its definition pair by pair; diversity through SciPy's distances."""
import itertools
import numpy
from scipy.spatial.distance import pdist
from sklearn.metrics.pairwise import polynomial_kernel
import common

random = numpy.random.default_rng(5)


def pair_by_pair(x, y):
    k = lambda a, b: (float(numpy.dot(a, b)) / len(a) + 1) ** 3
    within = lambda z: numpy.mean([k(a, b) for a, b in itertools.permutations(z, 2)])
    return within(x) + within(y) - 2 * numpy.mean([k(a, b) for a in x for b in y])


def kernel_distance(x, y):
    k = lambda a, b: polynomial_kernel(a, b, degree=3, gamma=1 / a.shape[1], coef0=1)
    within = lambda z: k(z, z)[~numpy.eye(len(z), dtype=bool)].mean()
    distance = within(x) + within(y) - 2 * k(x, y).mean()
    assert abs(distance - pair_by_pair(x, y)) < 1e-9
    return distance


def case(real_rows, synthetic_rows, columns, shift, spread):
    real = random.normal(size=(real_rows, columns)).round(4)
    synthetic = (shift + spread * random.normal(size=(synthetic_rows, columns))).round(4)
    return {
        "columns": columns,
        "real": real.flatten().tolist(),
        "synthetic": synthetic.flatten().tolist(),
        "kernelDistance": kernel_distance(real, synthetic),
        "diversity": pdist(synthetic).mean() / pdist(real).mean(),
    }


common.write("metrics.json", {"cases": [
    case(2, 2, 1, 0, 1), case(5, 8, 3, 0.7, 0.5), case(30, 27, 6, -0.3, 1.4), case(40, 40, 4, 0, 1),
]})
