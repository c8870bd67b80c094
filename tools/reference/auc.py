"""scikit-learn's area under the ROC curve, with ties and with weights; NumPy's quantiles."""
import numpy
from sklearn.metrics import roc_auc_score
import common

random = numpy.random.default_rng(7)
cases = []
for n, ties in [(20, False), (50, True), (200, True), (7, False)]:
    positive = random.random(n) < 0.3
    positive[:2] = [True, False]
    scores = random.normal(size=n) + positive
    if ties:
        scores = numpy.round(scores * 2) / 2
    weights = random.integers(0, 4, n)
    weights[:2] = 1
    cases.append({
        "scores": scores.tolist(),
        "positive": positive.tolist(),
        "weights": weights.tolist(),
        "auc": roc_auc_score(positive, scores),
        "weighted": roc_auc_score(positive, scores, sample_weight=weights),
    })
values = numpy.sort(random.normal(size=37))
common.write("auc.json", {
    "cases": cases,
    "values": values.tolist(),
    "quantiles": {str(p): float(numpy.quantile(values, p)) for p in (0, 0.025, 0.5, 0.9, 0.975, 1)},
})
