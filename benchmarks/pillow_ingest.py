"""Pillow's side of the ingest comparison: decodes and resizes each image of FOLDER/KIND/ to 64 pixels, in one thread.

Prints a line per kind and way: kind, way, seconds of wall time and of processor time per image.
"""
import io
import pathlib
import sys
import time

from PIL import Image


def plain(file):
    Image.open(io.BytesIO(file)).convert("L").resize((64, 64), Image.LANCZOS)


def draft(file):
    """A JPEG is decoded at an eighth of its size, as Equipoise does."""
    image = Image.open(io.BytesIO(file))
    image.draft("L", (128, 128))
    image.convert("L").resize((64, 64), Image.LANCZOS)


def gap(file):
    """A box filter reduces the image to twice the wanted size first; not the same result."""
    Image.open(io.BytesIO(file)).convert("L").resize((64, 64), Image.LANCZOS, reducing_gap=2.0)


for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    files = [path.read_bytes() for path in sorted(folder.iterdir())]
    ways = {"pillow": plain, "pillow-reducing-gap": gap}
    if folder.name.startswith("jpeg"):
        ways["pillow-draft"] = draft
    for name, way in ways.items():
        way(files[0])
        wall, cpu = time.perf_counter(), time.process_time()
        for file in files:
            way(file)
        print(folder.name, name, (time.perf_counter() - wall) / len(files), (time.process_time() - cpu) / len(files))
