"""scikit-learn's ridge-penalised logistic regression; Newcombe's interval of an area under the curve by SciPy's root finder."""
import math
import numpy
from scipy.optimize import brentq
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
import common

random = numpy.random.default_rng(11)


def case(rows, columns, penalty, share):
    x = random.normal(size=(rows, columns)).round(6)
    # Sparse, as indicators are, and one column that repeats another.
    x[:, columns // 2:] = random.random((rows, columns - columns // 2)) < 0.2
    x[:, -1] = x[:, -2]
    logit = x @ random.normal(size=columns) + math.log(share / (1 - share))
    y = random.random(rows) < 1 / (1 + numpy.exp(-logit))
    model = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-10, max_iter=10000).fit(x, y)
    return {
        "rows": x.tolist(),
        "positive": y.tolist(),
        "penalty": penalty,
        "coefficients": model.coef_[0].tolist(),
        "intercept": float(model.intercept_[0]),
        "probabilities": model.predict_proba(x)[:, 1].tolist(),
    }


def interval(auc, positives, negatives):
    z = norm.ppf(0.975)

    def distance(theta):
        q1, q2 = theta / (2 - theta), 2 * theta ** 2 / (1 + theta)
        n = (positives + negatives) / 2
        variance = (theta * (1 - theta) + (n - 1) * (q1 - theta ** 2) + (n - 1) * (q2 - theta ** 2)) / (positives * negatives)
        return abs(auc - theta) - z * math.sqrt(max(0, variance))

    low = brentq(distance, 0, auc - 1e-12, xtol=1e-10) if auc > 0 else 0
    high = brentq(distance, auc + 1e-12, 1, xtol=1e-10) if auc < 1 else 1
    return [low, high]


common.write("logistic.json", {
    "fits": [case(60, 4, 1.0, 0.5), case(80, 12, 5.0, 0.2), case(40, 30, 0.1, 0.4)],
    "intervals": [
        {"auc": a, "positives": m, "negatives": n, "interval": interval(a, m, n)}
        for a, m, n in [(0.5, 20, 400), (0.9, 6, 30), (1, 5, 50), (0, 5, 50), (0.73, 100, 100), (0.97, 3, 3), (0.846, 7.1, 118.7)]
    ],
})
