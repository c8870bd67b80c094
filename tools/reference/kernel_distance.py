"""KID as its formula says, pair by pair: the unbiased squared MMD with the kernel (x.y / D + 1)^3."""
import numpy
import common

random = numpy.random.default_rng(3)
cases = []
for n, m, d in [(2, 3, 1), (7, 5, 4), (30, 40, 16)]:
    x, y = random.normal(size=(n, d)), random.normal(size=(m, d)) * 1.2 + 0.1
    k = lambda a, b: (sum(p * q for p, q in zip(a, b)) / d + 1) ** 3
    within = lambda z: sum(k(z[i], z[j]) for i in range(len(z)) for j in range(len(z)) if i != j) / (len(z) * (len(z) - 1))
    between = sum(k(a, b) for a in x for b in y) / (n * m)
    cases.append({"real": x.tolist(), "synthetic": y.tolist(), "value": within(x) + within(y) - 2 * between})
common.write("kernel-distance.json", cases)
