"""NumPy's pixel sums of some images of the real datasets in EQUIPOISE_DATA, and their labels; nothing without them."""
import gzip
import os
import pathlib
import numpy
import common

data = pathlib.Path(os.environ.get("EQUIPOISE_DATA", "absent"))


def some(images, labels):
    weights = numpy.arange(1, images[0].size + 1)
    return [
        {"image": i, "label": int(labels[i]), "sum": int((images[i].flatten().astype(numpy.int64) * weights).sum())}
        for i in (0, 1, len(images) // 2, len(images) - 1)
    ]


def idx(name, header):
    return numpy.frombuffer(gzip.decompress((data / "fashion-mnist" / name).read_bytes()), numpy.uint8, offset=header)


if data.is_dir():
    sets = {}
    for name in ("breastmnist", "pneumoniamnist"):
        file = numpy.load(data / "medmnist" / f"{name}.npz")
        for part in ("train", "val", "test"):
            sets[f"medmnist/{name}.npz {part}"] = some(file[f"{part}_images"], file[f"{part}_labels"].flatten())
    for part in ("train", "t10k"):
        images = idx(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28)
        sets[f"fashion-mnist {part}"] = some(images, idx(f"{part}-labels-idx1-ubyte.gz", 8))
    common.write("array-datasets.json", sets)
