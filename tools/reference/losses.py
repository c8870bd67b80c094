"""Adversarial losses in numpy on fixed outputs, and the gradient penalty of a critic whose gradient is known in closed form."""
import numpy
import common

real = numpy.array([1.7, -0.4, 0.2, 3.1, -2.6])
fake = numpy.array([-1.2, 0.9, 0.05, -3.3])


def log_sigmoid(x):
    return -numpy.log1p(numpy.exp(-x))


def penalty():
    # critic(x) = sum(a tanh(x)), so its gradient is a (1 - tanh(x)^2)
    x = numpy.sin(numpy.arange(3 * 4) * 0.7).reshape(3, 4)
    a = numpy.array([0.3, -1.1, 0.8, 2.0])
    gradient = a * (1 - numpy.tanh(x) ** 2)
    return {
        "points": x.flatten().tolist(),
        "weights": a.tolist(),
        "value": float(((numpy.sqrt((gradient ** 2).sum(1)) - 1) ** 2).mean()),
    }


def classification():
    # Three classes and "fake", which is the last.
    x = numpy.sin(numpy.arange(5 * 4) * 1.3).reshape(5, 4) * 3
    g = numpy.cos(numpy.arange(2 * 4) * 0.9).reshape(2, 4) * 2
    labels, wanted = [2, 0, 0, 1, 2], [1, 2]
    surprise = lambda logits, of: [-row[c] + numpy.log(numpy.exp(row).sum()) for row, c in zip(logits, of)]
    return {
        "real": x.flatten().tolist(),
        "labels": labels,
        "fake": g.flatten().tolist(),
        "wanted": wanted,
        "discriminator": float(numpy.mean(surprise(x, labels) + surprise(g, [3, 3]))),
        "generator": float(numpy.mean(surprise(g, wanted))),
    }


relu = lambda x: numpy.maximum(0, x)
common.write("losses.json", {
    "real": real.tolist(),
    "fake": fake.tolist(),
    "nonSaturating": [-log_sigmoid(real).mean() - log_sigmoid(-fake).mean(), -log_sigmoid(fake).mean()],
    # log(1 - sigmoid(x)) = log sigmoid(-x)
    "minimax": [-log_sigmoid(real).mean() - log_sigmoid(-fake).mean(), log_sigmoid(-fake).mean()],
    "leastSquares": [(((real - 1) ** 2).mean() + (fake ** 2).mean()) / 2, ((fake - 1) ** 2).mean()],
    "wasserstein": [fake.mean() - real.mean(), -fake.mean()],
    "hinge": [relu(1 - real).mean() + relu(1 + fake).mean(), -fake.mean()],
    "wrongLabel": {
        "nonSaturating": -log_sigmoid(-fake).mean(), "leastSquares": (fake ** 2).mean() / 2,
        "wasserstein": relu(1 + fake - real[:4]).mean(), "hinge": relu(1 + fake).mean(),
    },
    "gradientPenalty": penalty(),
    "classification": classification(),
})
