"""NumPy's files of small arrays (NPY of every version, NPZ) and IDX files, with the values in them."""
import base64
import gzip
import io
import struct
import numpy
import common


def npy(array, version=(1, 0)):
    file = io.BytesIO()
    numpy.lib.format.write_array(file, array, version=version)
    return file.getvalue()


def idx(array):
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def npz(save, **arrays):
    file = io.BytesIO()
    save(file, **arrays)
    return file.getvalue()


def text(content):
    return base64.b64encode(content).decode()


random = numpy.random.default_rng(11)
arrays = {
    "bool": random.random((3, 2)) < 0.5,
    "scalar": numpy.array(7, numpy.int16),
    "empty": numpy.zeros((0, 28, 28), numpy.uint8),
    "big-endian": random.integers(-2 ** 31, 2 ** 31, (2, 5)).astype(">i4"),
    "fortran": numpy.asfortranarray(random.integers(0, 256, (3, 4, 5)).astype(numpy.uint8)),
    "fortran-big-endian": numpy.asfortranarray(random.integers(-2 ** 15, 2 ** 15, (4, 3)).astype(">i2")),
}
for bits in (8, 16, 32, 64):
    for kind in ("int", "uint"):
        info = numpy.iinfo(f"{kind}{bits}")
        top = min(int(info.max), 2 ** 63 - 1)
        arrays[f"{kind}{bits}"] = numpy.array([info.min, 0, 1, top // 3, top], info.dtype)
cases = [
    {"name": f"{name} v{version}", "file": text(npy(a, (version, 0))), "shape": list(a.shape), "values": [int(v) for v in a.flatten()]}
    for name, a in arrays.items() for version in (1, 2, 3)
]
refused = {
    "object": numpy.array([{"a": 1}, None], object),
    "structured": numpy.array([(1, 2)], [("a", "i4"), ("b", "u1")]),
    "float": numpy.linspace(0, 1, 4, dtype=numpy.float32),
    "complex": numpy.array([1j]),
    "text": numpy.array(["normal", "pneumonia"]),
    "date": numpy.array(["2020-01-01"], "datetime64[D]"),
}
pictures = random.integers(0, 256, (6, 9, 8)).astype(numpy.uint8)
colours = random.integers(0, 256, (4, 8, 10, 3)).astype(numpy.uint8)
labels = numpy.array([2, 0, 1, 0, 2, 2], numpy.uint8)
common.write("arrays.json", {
    "npy": cases,
    "refused": {name: text(npy(a)) for name, a in refused.items()},
    "pictures": {"shape": list(pictures.shape), "values": pictures.flatten().tolist(), "labels": labels.tolist()},
    "colours": {"shape": list(colours.shape), "values": colours.flatten().tolist()},
    "npz": {
        "stored": text(npz(numpy.savez, images=pictures, labels=labels)),
        "compressed": text(npz(numpy.savez_compressed, images=pictures, labels=labels.astype(numpy.int64)[:, None])),
    },
    "colourNpz": text(npz(
        numpy.savez_compressed, train_images=colours[:2], train_labels=labels[:2], val_images=colours[2:3],
        val_labels=labels[2:3], test_images=colours[3:], test_labels=labels[3:4])),
    "idx": {
        "images": text(idx(pictures)),
        "images.gz": text(gzip.compress(idx(pictures), mtime=0)),
        "labels": text(idx(labels)),
        "planar": text(idx(colours.transpose(0, 3, 1, 2))),
    },
})
