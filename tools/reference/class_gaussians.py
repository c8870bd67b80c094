"""Ledoit-Wolf covariances per class by scikit-learn: more images than dimensions, fewer, three, two, one, none."""
import numpy
from sklearn.covariance import LedoitWolf
import common

SIZE, COUNTS = 6, [40, 4, 3, 2, 1, 0]
labels = numpy.repeat(range(len(COUNTS)), COUNTS)
labels = labels[numpy.argsort(numpy.sin(numpy.arange(len(labels)) * 5.1), kind="stable")]
waves = numpy.sin(numpy.arange(len(labels) * SIZE) ** 2 * 0.37).reshape(-1, SIZE)
# Correlated, of unequal spread, and each class elsewhere.
latents = waves @ numpy.triu(numpy.cos(numpy.arange(SIZE * SIZE)).reshape(SIZE, SIZE) + 1) + labels[:, None] * 0.7
classes = [latents[labels == c] for c in range(len(COUNTS))]
within = LedoitWolf(assume_centered=True).fit(numpy.concatenate([z - z.mean(0) for z in classes if len(z) > 1]))
estimates = [LedoitWolf().fit(z) if len(z) > 2 else within for z in classes]
common.write("class-gaussians.json", {
    "size": SIZE,
    "counts": COUNTS,
    "labels": labels.tolist(),
    "latents": latents.flatten().tolist(),
    "means": [(z if len(z) else latents).mean(0).tolist() for z in classes],
    "covariances": [e.covariance_.flatten().tolist() for e in estimates],
    "factors": [numpy.linalg.cholesky(e.covariance_).flatten().tolist() for e in estimates],
    "shrinkages": [e.shrinkage_ for e in estimates],
})
