"""PNGs of 16 bits as Pillow and zlib write them, and their pixels: the greatest value brought below 256 by a power of two.

Pillow writes grey only; colour, alpha and Adam7 are put together here from ISO/IEC 15948.
"""
import base64
import io
import struct
import zlib

import numpy
from PIL import Image
import common

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def picture(width, height, samples, greatest):
    y, x, c = numpy.mgrid[0:height, 0:width, 0:samples]
    values = (x * 977 + y * 3571 + c * 5009 + (x * y) % 31 * 211) % (greatest + 1)
    values[height // 2, width // 2, 0] = greatest
    return values.astype(numpy.uint16)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def own(values, interlaced):
    height, width, samples = values.shape
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    rows = b""
    for left, top, right, down in passes:
        for row in values[top::down, left::right]:
            if row.size:
                rows += b"\0" + row.astype(">u2").tobytes()
    header = struct.pack(">IIBBBBB", width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[samples], 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pillow(values):
    file = io.BytesIO()
    Image.fromarray(values[:, :, 0]).save(file, "PNG")
    return file.getvalue()


cases = []
for name, samples, greatest, write in [
    ("12 bits, Pillow", 1, 4095, pillow), ("16 bits, Pillow", 1, 65535, pillow), ("8 bits, Pillow", 1, 255, pillow),
    ("just above 9 bits, Pillow", 1, 512, pillow), ("dark, Pillow", 1, 99, pillow),
    ("12 bits, Adam7", 1, 4095, lambda v: own(v, 1)), ("12 bits, colour", 3, 4095, lambda v: own(v, 0)),
    ("12 bits, alpha", 2, 4095, lambda v: own(v, 0)), ("12 bits, colour and alpha, Adam7", 4, 4095, lambda v: own(v, 1)),
]:
    values = picture(19, 13, samples, greatest)
    colour = values[:, :, : 3 if samples > 2 else 1]
    shift = max(0, int(colour.max()).bit_length() - 8)
    cases.append({
        "name": name, "size": [19, 13], "channels": colour.shape[2], "file": base64.b64encode(write(values)).decode(),
        "pixels": (colour >> shift).flatten().tolist()})
    if write is pillow:
        assert (numpy.asarray(Image.open(io.BytesIO(write(values)))) == values[:, :, 0]).all()
common.write("png16.json", cases)
