"""Pillow's resize of images given by a formula: Lanczos when reducing, bilinear when enlarging."""
import numpy
from PIL import Image
import common


def picture(width, height):
    y, x = numpy.mgrid[0:height, 0:width]
    return ((x * 7 + y * 13 + (x * y) % 31 * 5) % 256).astype(numpy.uint8)


cases = []
for (w, h), (to_w, to_h) in [((50, 37), (16, 12)), ((64, 64), (32, 32)), ((9, 11), (20, 30)), ((101, 40), (64, 25))]:
    kernel = Image.LANCZOS if to_w < w else Image.BILINEAR
    resized = numpy.asarray(Image.fromarray(picture(w, h)).resize((to_w, to_h), kernel))
    cases.append({"from": [w, h], "to": [to_w, to_h], "pixels": resized.flatten().tolist()})
common.write("resize.json", cases)
