"""Fingerprints through scipy's DCT: hash bits of formula images and of their mirror images, and the correlations between them."""
import numpy
from scipy.fft import dctn
import common

SIDE, LOWEST = 32, 16
v, u = numpy.mgrid[0:LOWEST, 0:LOWEST]
ORDER = sorted(((a, b) for a in range(LOWEST) for b in range(LOWEST)), key=lambda f: (f[0] + f[1], f[1]))[33:97]


def picture(width, height, k):
    y, x = numpy.mgrid[0:height, 0:width]
    return ((x * (7 + k) + y * 13 + (x * y) % 31 * 5 + (x // 5 * (y // 7 + k)) % 11 * 17) % 256).astype(float)


def averaging(pixels):
    """[SIDE, pixels]: the share of each pixel in each cell."""
    edges = numpy.arange(pixels + 1) * SIDE / pixels
    cells = numpy.arange(SIDE)[:, None]
    return numpy.clip(numpy.minimum(cells + 1, edges[1:]) - numpy.maximum(cells, edges[:-1]), 0, None)


def coefficients(image):
    thumbnail = averaging(image.shape[0]) @ image @ averaging(image.shape[1]).T
    return dctn(thumbnail, norm="ortho")[:LOWEST, :LOWEST] * numpy.hypot(u, v)


def code(c):
    values = numpy.array([c[b, a] for a, b in ORDER])
    assert numpy.abs(values).min() > 1e-3 * numpy.abs(values).max(), "a bit hangs on a rounding; take another picture"
    return f"{sum(int(value > 0) << bit for bit, value in enumerate(values)):016x}"


def correlation(a, b):
    return float((a * b).sum() / numpy.sqrt((a * a).sum() * (b * b).sum()))


images, all_coefficients = [], []
for width, height, k in [(50, 37, 0), (64, 64, 1), (32, 32, 2), (21, 27, 0), (45, 30, 1), (101, 40, 5)]:
    image = picture(width, height, k)
    c, mirrored = coefficients(image), coefficients(image[:, ::-1])
    all_coefficients.append((c, mirrored))
    images.append({"width": width, "height": height, "k": k, "hash": code(c), "mirrored": code(mirrored)})
common.write("fingerprint.json", {
    "images": images,
    "upright": [[correlation(a, b) for b, _ in all_coefficients] for a, _ in all_coefficients],
    "mirrored": [[correlation(a, b) for _, b in all_coefficients] for a, _ in all_coefficients],
})
