"""Statistics of features as pytorch-fid writes them (numpy.savez_compressed of mu and sigma), their Frechet distance by SciPy's matrix
square root, and the inception score from logits."""
import numpy
from scipy.linalg import sqrtm
from scipy.special import log_softmax
import common

random = numpy.random.default_rng(21)
mix = random.normal(size=(6, 6))
x, y = random.normal(size=(40, 6)) @ mix, random.normal(size=(30, 6)) @ mix * 1.2 + 0.3
for name, z in (("statistics-a.npz", x), ("statistics-b.npz", y)):
    numpy.savez_compressed(common.FOLDER / name, mu=z.mean(0), sigma=numpy.cov(z, rowvar=False))
a, b = (numpy.load(common.FOLDER / f"statistics-{n}.npz") for n in "ab")
root = numpy.real(sqrtm(a["sigma"] @ b["sigma"]))
logits = random.normal(size=(50, 8)) * 2
p = numpy.exp(log_softmax(logits, 1))
score = numpy.exp((p * (numpy.log(p) - numpy.log(p.mean(0)))).sum(1).mean())
common.write("statistics.json", {
    "frechet": float(((a["mu"] - b["mu"]) ** 2).sum() + numpy.trace(a["sigma"] + b["sigma"] - 2 * root)),
    "mean": a["mu"].tolist(), "covariance": a["sigma"].tolist(),
    "logits": logits.tolist(), "score": float(score),
})
