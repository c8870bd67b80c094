"""Radiomics from the definitions of the IBSI reference manual (v11), in plain loops over dense matrices."""
import numpy
import common

LN2 = numpy.log(2)


def bits(p):
    p = p[p > 0]
    return -(p * numpy.log(p)).sum() / LN2


def mirrored(a, before, after, axis):
    return numpy.pad(a, [(before, after) if i == axis else (0, 0) for i in range(2)], mode="symmetric")


def convolve(a, kernel, axis):
    """Correlation with an odd kernel, mirrored at the edges."""
    r = len(kernel) // 2
    padded = mirrored(a, r, r, axis)
    return sum(w * padded.take(range(k, k + a.shape[axis]), axis) for k, w in enumerate(kernel))


def laplacian_of_gaussian(a, sigma):
    k = numpy.arange(-4 * sigma, 4 * sigma + 1)
    g = numpy.exp(-k ** 2 / 2 / sigma ** 2)
    g /= g.sum()
    second = (k ** 2 / sigma ** 4 - 1 / sigma ** 2) * g
    second[4 * sigma] -= second.sum()
    return sigma ** 2 * (convolve(convolve(a, g, 0), second, 1) + convolve(convolve(a, second, 0), g, 1))


def haar(a, x, y):
    """Filters x along the columns and y along the rows of a pixel and the next; +1 is low, -1 high."""
    wide = mirrored(a, 0, 1, 1)
    rows = wide[:, :-1] + x * wide[:, 1:]
    tall = mirrored(rows, 0, 1, 0)
    # Two divisions by the root of 2 would tell equal values apart.
    return (tall[:-1] + y * tall[1:]) / 2


def gradient(a):
    half = numpy.array([-0.5, 0, 0.5])
    return numpy.hypot(convolve(a, half, 0), convolve(a, half, 1))


def discretise(a, low, high, bins):
    return numpy.clip(numpy.floor(bins * (a - low) / (high - low)) + 1, 1, bins).astype(int)


def intensity(a, ratio):
    x = a.ravel()
    flat = x.min() == x.max()
    p10, p25, median, p75, p90 = (numpy.percentile(x, q) for q in (10, 25, 50, 75, 90))
    mean = x[0] if flat else x.mean()
    m2, m3, m4 = (((x - mean) ** k).mean() for k in (2, 3, 4))
    robust = x[(x >= p10) & (x <= p90)]
    f = {
        "variance": m2,
        "skewness": 0 if flat else m3 / m2 ** 1.5,
        "excess-kurtosis": 0 if flat else m4 / m2 ** 2 - 3,
        "median": median,
        "minimum": x.min(),
        "10th-percentile": p10,
        "90th-percentile": p90,
        "maximum": x.max(),
        "interquartile-range": p75 - p25,
        "mean-absolute-deviation": abs(x - mean).mean(),
        "robust-mean-absolute-deviation": abs(robust - robust.mean()).mean(),
    }
    if ratio:
        f |= {
            "mean": mean,
            "range": x.max() - x.min(),
            "median-absolute-deviation": abs(x - median).mean(),
            "coefficient-of-variation": m2 ** 0.5 / mean if mean else 0,
            "quartile-coefficient-of-dispersion": (p75 - p25) / (p75 + p25) if p75 + p25 else 0,
            "energy": (x ** 2).mean(),
            "root-mean-square": (x ** 2).mean() ** 0.5,
        }
    return f


def histogram(levels):
    p = numpy.bincount(levels.ravel()) / levels.size
    return {"entropy": bits(p), "uniformity": (p ** 2).sum()}


def glcm(levels, bins):
    m = numpy.zeros((bins, bins))
    height, width = levels.shape
    for y in range(height):
        for x in range(width):
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    if (dy, dx) != (0, 0) and 0 <= y + dy < height and 0 <= x + dx < width:
                        m[levels[y, x] - 1, levels[y + dy, x + dx] - 1] += 1
    p = m / m.sum()
    i, j = numpy.mgrid[1:bins + 1, 1:bins + 1]
    d = abs(i - j)
    px = p.sum(1)
    differences = numpy.array([p[d == k].sum() for k in range(bins)])
    sums = numpy.array([p[i + j == k].sum() for k in range(2, 2 * bins + 1)])
    k = numpy.arange(bins)
    mu = (i * p).sum()
    variance = ((i - mu) ** 2 * p).sum()
    q = numpy.outer(px, px)
    hx, hxy, hxy2 = bits(px), bits(p), bits(q)
    hxy1 = -(p[p > 0] * numpy.log(q[p > 0])).sum() / LN2
    flat = (px > 0).sum() == 1
    return {
        "joint-average": mu,
        "joint-variance": variance,
        "joint-maximum": p.max(),
        "joint-entropy": hxy,
        "angular-second-moment": (p ** 2).sum(),
        "autocorrelation": (i * j * p).sum(),
        "correlation": 1 if flat else ((i * j * p).sum() - mu ** 2) / variance,
        "information-correlation-1": 0 if flat else (hxy - hxy1) / hx,
        "information-correlation-2": 0 if flat else (1 - numpy.exp(-2 * (hxy2 - hxy))) ** 0.5,
        "difference-variance": ((k - (k * differences).sum()) ** 2 * differences).sum(),
        "difference-entropy": bits(differences),
        "contrast": (d ** 2 * p).sum(),
        "dissimilarity": (d * p).sum(),
        "inverse-difference": (p / (1 + d)).sum(),
        "normalised-inverse-difference": (p / (1 + d / bins)).sum(),
        "inverse-difference-moment": (p / (1 + d ** 2)).sum(),
        "normalised-inverse-difference-moment": (p / (1 + d ** 2 / bins ** 2)).sum(),
        "inverse-variance": (p[d > 0] / d[d > 0] ** 2).sum(),
        "sum-entropy": bits(sums),
        "cluster-tendency": ((i + j - 2 * mu) ** 2 * p).sum(),
        "cluster-shade": ((i + j - 2 * mu) ** 3 * p).sum(),
        "cluster-prominence": ((i + j - 2 * mu) ** 4 * p).sum(),
    }


def sizes(m, possible, unit, small, large, size):
    """m[i, j]: the number of runs or zones of level i + 1 and size j + 1."""
    n = m.sum()
    i, j = numpy.mgrid[1:m.shape[0] + 1, 1:m.shape[1] + 1].astype(float)
    p = m / n
    return {
        f"{small}-emphasis": (p / j ** 2).sum(),
        f"{large}-emphasis": (p * j ** 2).sum(),
        f"low-grey-level-{unit}-emphasis": (p / i ** 2).sum(),
        f"high-grey-level-{unit}-emphasis": (p * i ** 2).sum(),
        f"{small}-low-grey-level-emphasis": (p / i ** 2 / j ** 2).sum(),
        f"{small}-high-grey-level-emphasis": (p * i ** 2 / j ** 2).sum(),
        f"{large}-low-grey-level-emphasis": (p * j ** 2 / i ** 2).sum(),
        f"{large}-high-grey-level-emphasis": (p * i ** 2 * j ** 2).sum(),
        "normalised-grey-level-non-uniformity": (m.sum(1) ** 2).sum() / n ** 2,
        f"normalised-{size}-non-uniformity": (m.sum(0) ** 2).sum() / n ** 2,
        f"{unit}-percentage": n / possible,
        "grey-level-variance": (p * (i - (p * i).sum()) ** 2).sum(),
        f"{size}-variance": (p * (j - (p * j).sum()) ** 2).sum(),
        f"{size}-entropy": bits(p),
    }


def glrlm(levels, bins):
    height, width = levels.shape
    m = numpy.zeros((bins, max(height, width)))
    flipped = levels[:, ::-1]
    diagonals = [a.diagonal(k) for a in (levels, flipped) for k in range(1 - height, width)]
    for line in [*levels, *levels.T, *diagonals]:
        edges = [0, *(numpy.flatnonzero(numpy.diff(line)) + 1), len(line)]
        for start, end in zip(edges, edges[1:]):
            m[line[start] - 1, end - start - 1] += 1
    return sizes(m, 4 * levels.size, "run", "short-run", "long-run", "run-length")


def glszm(levels, bins):
    """Zones by letting every pixel take the lowest label among its equal neighbours until none changes."""
    height, width = levels.shape
    label = numpy.arange(levels.size).reshape(levels.shape)
    changed = True
    while changed:
        changed = False
        for y in range(height):
            for x in range(width):
                near = numpy.s_[max(0, y - 1):y + 2, max(0, x - 1):x + 2]
                lowest = label[near][levels[near] == levels[y, x]].min()
                if lowest < label[y, x]:
                    label[y, x] = lowest
                    changed = True
    m = numpy.zeros((bins, levels.size))
    for zone in numpy.unique(label):
        m[levels[label == zone][0] - 1, (label == zone).sum() - 1] += 1
    return sizes(m, levels.size, "zone", "small-zone", "large-zone", "zone-size")


def radiomics(images):
    """Of [C, H, W] in [-1, 1], as float32."""
    x = images[0] if len(images) == 1 else (
        numpy.tensordot([0.299, 0.587, 0.114], images.astype(float), 1).astype(numpy.float32))
    grey = (x.astype(float) + 1) / 2
    features = {}

    def put(band, **families):
        for family, values in families.items():
            features.update({f"{band}.{family}.{name}": float(v) for name, v in values.items()})

    levels = discretise(grey, 0, 1, 32)
    put("original", intensity=intensity(grey, True), histogram=histogram(levels), glcm=glcm(levels, 32),
        glrlm=glrlm(levels, 32), glszm=glszm(levels, 32))
    for sigma in (1, 2):
        band = laplacian_of_gaussian(grey, sigma)
        levels = discretise(band, -0.25, 0.25, 33)
        put(f"log-{sigma}", intensity=intensity(band, False), histogram=histogram(levels), glcm=glcm(levels, 33))
    for name, x, y, most in ("lh", 1, -1, 0.25), ("hl", -1, 1, 0.25), ("hh", -1, -1, 0.125):
        band = haar(grey, x, y)
        put(f"haar-{name}", intensity=intensity(band, False), histogram=histogram(discretise(band, -most, most, 33)))
    band = gradient(grey)
    put("gradient", intensity=intensity(band, True), histogram=histogram(discretise(band, 0, 0.25, 32)))
    return features


def wave(channels, height, width, step, swing):
    c, y, x = numpy.mgrid[:channels, :height, :width]
    noise = numpy.sin((y * width + x + 7 * c) ** 2 * 0.37)
    return 120 + swing * numpy.sin(y * step + c) * numpy.cos(x * step * 0.7) + 0.2 * swing * noise


def disc(height, width):
    y, x = numpy.mgrid[:height, :width]
    return numpy.where((y - 9) ** 2 + (x - 12) ** 2 < 50, 200 + 4 * (x % 3) + y % 2, 0)[None]


images = {
    "waves": wave(1, 16, 16, 0.5, 90),
    "disc on black": disc(20, 27),
    "colour": wave(3, 19, 17, 0.3, 110),
    "faint": wave(1, 24, 16, 0.9, 6),
}
reference = {}
for name, image in images.items():
    bytes_ = numpy.clip(numpy.round(image), 0, 255).astype(int)
    reference[name] = {
        "shape": list(bytes_.shape),
        "pixels": " ".join(map(str, bytes_.ravel())),
        "features": radiomics((bytes_ / 127.5 - 1).astype(numpy.float32)),
    }
common.write("radiomics.json", reference)
