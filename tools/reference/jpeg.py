"""Pillow's reading of the quantisation tables of JPEG files that Pillow wrote, at several qualities."""
import base64
import io
import numpy
from PIL import Image, JpegImagePlugin
import common

y, x = numpy.mgrid[0:16, 0:16]
grey = Image.fromarray(((x * 15 + y * y) % 256).astype(numpy.uint8))
colour = Image.merge("RGB", [grey, grey.transpose(Image.ROTATE_90), grey.transpose(Image.FLIP_LEFT_RIGHT)])
cases = []
for image, options in [
    (grey, {"quality": 95}), (grey, {"quality": 50}), (grey, {"quality": 10, "optimize": True}), (colour, {"quality": 75}),
    (colour, {"quality": 90, "subsampling": "4:4:4", "progressive": True}), (colour, {"quality": 30, "subsampling": "4:2:2", "comment": b"x"}),
    (colour, {"quality": 99, "exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0", "icc_profile": b"p" * 20}), (colour, {"qtables": "web_low"}),
]:
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    read = Image.open(io.BytesIO(file.getvalue()))
    cases.append({
        "file": base64.b64encode(file.getvalue()).decode(),
        "quality": options.get("quality"),
        "tables": [read.quantization[i] for i in sorted(read.quantization)],
        "subsampling": {-1: "none", 0: "1x1", 1: "2x1", 2: "2x2"}[JpegImagePlugin.get_sampling(read)],
        "progressive": bool(read.info.get("progressive")),
        "standardHuffman": not (options.get("optimize") or options.get("progressive")),
        "exif": "exif" in read.info,
        "icc": "icc_profile" in read.info,
        "comment": "comment" in read.info,
    })
common.write("jpeg.json", cases)
