"""Scores of classifiers: scikit-learn's, DeLong's covariance from its definition (all pairs), Obuchowski's for patients with several
images, SciPy's normal tail, Holm by statsmodels' definition."""
import numpy
from scipy import stats
from sklearn import metrics
import common

random = numpy.random.default_rng(11)


def kernel(positives, negatives):
    return (positives[:, None] > negatives[None, :]) + 0.5 * (positives[:, None] == negatives[None, :])


def covariance(classifiers, positive, groups):
    """Obuchowski (1997), over groups; DeLong (1988) where each case is its own group."""
    m, n = positive.sum(), (~positive).sum()
    v10 = [kernel(s[positive], s[~positive]).mean(1) for s in classifiers]
    v01 = [kernel(s[positive], s[~positive]).mean(0) for s in classifiers]
    areas = [v.mean() for v in v10]
    names = numpy.unique(groups)
    i10, i01 = len(numpy.unique(groups[positive])), len(numpy.unique(groups[~positive]))
    result = numpy.zeros((len(classifiers), len(classifiers)))
    for a in range(len(classifiers)):
        for b in range(len(classifiers)):
            s10 = s01 = s11 = 0
            for g in names:
                x = [(v10[k][groups[positive] == g] - areas[k]).sum() for k in (a, b)]
                y = [(v01[k][groups[~positive] == g] - areas[k]).sum() for k in (a, b)]
                s10 += x[0] * x[1]
                s01 += y[0] * y[1]
                s11 += x[0] * y[1] + y[0] * x[1]
            s10 *= i10 / (i10 - 1) / m
            s01 *= i01 / (i01 - 1) / n
            s11 *= len(names) / (len(names) - 1)
            result[a, b] = s10 / m + s01 / n + s11 / (m * n)
    return areas, result


delong = []
for n, ties, perGroup in [(40, False, 1), (60, True, 1), (90, True, 3)]:
    positive = random.random(n) < 0.35
    shared = random.normal(size=n)
    scores = numpy.stack([positive * 1.2 + shared, positive * 0.7 + 0.6 * shared + 0.8 * random.normal(size=n), random.normal(size=n)])
    if ties:
        scores = numpy.round(scores * 2) / 2
    # Groups with positives and negatives in them.
    groups = random.permutation(n) // perGroup
    areas, cov = covariance(scores, positive, groups)
    z = (areas[0] - areas[1]) / numpy.sqrt(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1])
    delong.append({
        "scores": scores.tolist(), "positive": positive.tolist(), "groups": groups.tolist(), "areas": areas, "covariance": cov.tolist(),
        "p": 2 * stats.norm.sf(abs(z)),
    })

ranked = []
for n, ties in [(25, False), (60, True)]:
    positive = random.random(n) < 0.3
    positive[:2] = [True, False]
    scores = random.normal(size=n) + positive
    if ties:
        scores = numpy.round(scores * 2) / 2
    weights = random.integers(0, 4, n)
    weights[:2] = 1

    def sensitivity(specificity, w):
        fpr, tpr, _ = metrics.roc_curve(positive, scores, sample_weight=w, drop_intermediate=False)
        return tpr[fpr <= 1 - specificity + 1e-12].max()

    ranked.append({
        "scores": scores.tolist(), "positive": positive.tolist(), "weights": weights.tolist(),
        "precision": metrics.average_precision_score(positive, scores),
        "weightedPrecision": metrics.average_precision_score(positive, scores, sample_weight=weights),
        "sensitivity": {str(s): sensitivity(s, None) for s in (0.5, 0.8, 0.95, 1.0)},
        "weightedSensitivity": {str(s): sensitivity(s, weights) for s in (0.5, 0.8, 0.95, 1.0)},
    })

n = 120
label = random.choice(3, n, p=[0.6, 0.3, 0.1])
logits = random.normal(size=(n, 3)) + 1.5 * numpy.eye(3)[label]
scores = numpy.exp(logits) / numpy.exp(logits).sum(1, keepdims=True)
weights = random.integers(0, 3, n)
given = scores.argmax(1)
order = numpy.argsort(scores[:, 1])
bins = [b for b in numpy.array_split(order, 10)]
images = {
    "label": label.tolist(), "scores": scores.tolist(), "weights": weights.tolist(),
    "confusion": metrics.confusion_matrix(label, given).tolist(),
    "weightedConfusion": metrics.confusion_matrix(label, given, sample_weight=weights).tolist(),
    "balanced": metrics.balanced_accuracy_score(label, given), "accuracy": metrics.accuracy_score(label, given),
    "precision": metrics.precision_score(label, given, average=None).tolist(),
    "specificity": [metrics.recall_score(label != c, given != c) for c in range(3)],
    "brier": float(numpy.square(scores - numpy.eye(3)[label]).sum(1).mean()),
    "brierOne": metrics.brier_score_loss(label == 1, scores[:, 1]),
    "weightedBrierOne": metrics.brier_score_loss(label == 1, scores[:, 1], sample_weight=weights),
    "calibration": [[scores[b, 1].mean(), (label[b] == 1).mean()] for b in bins],
    "expectedError": sum(len(b) * abs(scores[b, 1].mean() - (label[b] == 1).mean()) for b in bins) / n,
}

p = [0.01, 0.04, 0.03, 0.005, 0.9]
order = numpy.argsort(p)
holm = numpy.empty(5)
holm[order] = numpy.minimum(1, numpy.maximum.accumulate(numpy.array(p)[order] * numpy.arange(5, 0, -1)))

common.write("downstream.json", {
    "delong": delong, "ranked": ranked, "images": images,
    "tails": {str(z): 2 * stats.norm.sf(z) for z in (0, 0.3, 1, 1.96, 2.8, 2.9, 4, 8, 20, 37)},
    "holm": {"p": p, "adjusted": holm.tolist()},
})
