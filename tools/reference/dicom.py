"""pydicom's look-up tables, windows, palettes and colour conversion on small arrays, and what it reads as the first frame."""
import os
import pathlib
import warnings
import numpy
import pydicom
from pydicom.dataset import Dataset
from pydicom.pixel_data_handlers.util import apply_color_lut, apply_modality_lut, apply_voi_lut, convert_color_space
from pydicom.sequence import Sequence
import common

warnings.simplefilter("ignore")


def lut(descriptor, data):
    item = Dataset()
    item.add_new(0x00283002, "SS" if descriptor[1] < 0 else "US", descriptor)
    item.add_new(0x00283006, "US", data)
    return Sequence([item])


def grey(name, bits, signed, **settings):
    """A ramp over all stored values through modality and VOI; brightness from 0 to 255 before rounding."""
    low = -(1 << bits - 1) if signed else 0
    stored = numpy.unique(numpy.linspace(low, low + (1 << bits) - 1, 64).astype(numpy.int16 if signed else numpy.uint16))
    dataset = Dataset()
    dataset.PixelRepresentation, dataset.BitsStored, dataset.BitsAllocated = int(signed), bits, 16
    dataset.PhotometricInterpretation = "MONOCHROME2"
    for key, value in settings.items():
        setattr(dataset, key, lut(*value) if key.endswith("Sequence") else value)
    modality = apply_modality_lut(stored, dataset)
    shown = apply_voi_lut(modality, dataset).astype(float)
    if "VOILUTSequence" in settings:
        lowest, highest = 0, (1 << settings["VOILUTSequence"][0][2]) - 1
    elif "ModalityLUTSequence" in settings:
        lowest, highest = 0, (1 << settings["ModalityLUTSequence"][0][2]) - 1
    else:
        slope, intercept = settings.get("RescaleSlope", 1), settings.get("RescaleIntercept", 0)
        lowest, highest = low * slope + intercept, (low + (1 << bits) - 1) * slope + intercept
    return {"name": name, "bits": bits, "signed": signed, "settings": settings, "stored": stored.tolist(),
            "expected": (255 * (shown - lowest) / (highest - lowest)).round(6).tolist()}


def palette(name, entries, first, bits):
    dataset = Dataset()
    dataset.PixelRepresentation = 0
    tables = {}
    for k, colour in enumerate(("Red", "Green", "Blue")):
        table = [(i * (37 + 10 * k) + k * 11) * 97 % (1 << bits) for i in range(entries)]
        tables[colour] = table
        setattr(dataset, f"{colour}PaletteColorLookupTableDescriptor", [entries, first, bits])
        data = bytes(table) if bits == 8 else numpy.array(table, "<u2").tobytes()
        setattr(dataset, f"{colour}PaletteColorLookupTableData", data)
    stored = numpy.arange(0, 64, dtype=numpy.uint8).reshape(8, 8)
    shown = apply_color_lut(stored, dataset)
    return {"name": name, "descriptor": [entries, first, bits], "tables": tables, "stored": stored.flatten().tolist(),
            "expected": (shown.astype(float) * 255 / ((1 << bits) - 1)).round(6).flatten().tolist()}


ramp12 = [int(4095 * (i / 255) ** 2) for i in range(256)]
greys = [
    grey("linear", 12, False, WindowCenter=2048, WindowWidth=1024),
    grey("linear, rescaled, signed", 16, True, WindowCenter=-900, WindowWidth=40000, RescaleSlope=1, RescaleIntercept=-1024),
    grey("linear, first of two", 12, False, WindowCenter=[500, 3000], WindowWidth=[900, 10]),
    grey("linear, fractions", 12, False, WindowCenter=123.5, WindowWidth=700.25, RescaleSlope=0.5, RescaleIntercept=-12.25),
    grey("linear, narrow", 10, False, WindowCenter=500, WindowWidth=1),
    grey("linear exact", 12, False, WindowCenter=2048, WindowWidth=1024, VOILUTFunction="LINEAR_EXACT"),
    grey("sigmoid", 12, False, WindowCenter=2048, WindowWidth=1024, VOILUTFunction="SIGMOID"),
    grey("modality table, window", 10, False, ModalityLUTSequence=([256, 300, 16], ramp12), WindowCenter=2000, WindowWidth=3000),
    grey("VOI table", 10, False, VOILUTSequence=([256, 200, 12], ramp12)),
    grey("VOI table, signed", 10, True, VOILUTSequence=([256, -100, 12], ramp12)),
    grey("modality and VOI table", 10, False, ModalityLUTSequence=([256, 300, 16], ramp12),
         VOILUTSequence=([256, 1000, 10], [1023 - 4 * i for i in range(256)])),
]
y, cb, cr = numpy.mgrid[0:256:25, 0:256:51, 0:256:51]
ybr = numpy.stack([y, cb, cr], -1).reshape(-1, 1, 3).astype(numpy.uint8)
rgb = convert_color_space(ybr, "YBR_FULL", "RGB")

folder = pathlib.Path(os.environ["EQUIPOISE_DATA"]) / "dicom"
first_frames = {}
for name in ("pydicom-examples-ybr-color.dcm", ):
    frame = pydicom.dcmread(folder / name).pixel_array[0]
    first_frames[name] = {"storedMin": int(frame.min()), "storedMax": int(frame.max()), "storedMean": round(float(frame.mean()), 4)}

common.write("dicom.json", {
    "grey": greys,
    "palette": [palette("8 bits", 48, 8, 8), palette("16 bits", 50, 0, 16)],
    "ybr": {"stored": ybr.flatten().tolist(), "expected": rgb.flatten().tolist()},
    "firstFrames": first_frames,
})
