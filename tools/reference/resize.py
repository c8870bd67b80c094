"""Pillow's resize of images given by a formula: Lanczos when reducing, bilinear when enlarging."""
import numpy
from PIL import Image
import common


def picture(width, height, channels):
    y, x, c = numpy.mgrid[0:height, 0:width, 0:channels]
    return ((x * 7 + y * 13 + (x * y) % 31 * 5 + c * 50) % 256).astype(numpy.uint8)


cases = []
for (w, h), (to_w, to_h), channels in [
    ((50, 37), (16, 12), 1), ((64, 64), (32, 32), 1), ((9, 11), (20, 30), 1), ((101, 40), (64, 25), 1),
    ((301, 210), (17, 23), 1), ((40, 40), (40, 9), 1), ((8, 8), (3, 1), 1), ((45, 70), (16, 24), 3),
]:
    kernel = Image.LANCZOS if to_w < w or to_h < h else Image.BILINEAR
    image = picture(w, h, channels)
    resized = numpy.asarray(Image.fromarray(image if channels == 3 else image[:, :, 0]).resize((to_w, to_h), kernel))
    cases.append({"from": [w, h], "to": [to_w, to_h], "channels": channels, "pixels": resized.flatten().tolist()})
common.write("resize.json", cases)
