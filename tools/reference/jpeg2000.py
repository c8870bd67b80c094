"""OpenJPEG's codestreams of images given by a formula, and how OpenJPEG decodes them (apt-get install libopenjp2-tools)."""
import base64
import hashlib
import pathlib
import subprocess
import tempfile
import numpy
import common


# The sign and depth of the first component in a codestream; three bytes a component.
SIGN = 42


def picture(width, height, components, bits):
    y, x = numpy.mgrid[0:height, 0:width]
    planes = []
    for c in range(components):
        smooth = numpy.sin(x / (5 + c) + 0.3) * numpy.cos(y / 7 - 0.2 * c) + (((x - 20) ** 2 + (y - 15) ** 2 < 90) - 0.5) / 2
        noise = (x * 7919 + y * 104729 + x * y * 31 + c * 17) % 23 / 23 - 0.5
        planes.append((smooth * 0.6 + noise * 0.05 + 1) * 2 ** (bits - 1))
    return numpy.clip(numpy.rint(planes), 0, 2 ** bits - 1).astype(numpy.int32)


def case(name, arguments="", size=(40, 37), components=1, bits=12, signed=False, extension="j2k"):
    width, height = size
    if "-n " not in arguments and min(size) < 32:
        arguments += f" -n {min(size).bit_length()}"
    image = picture(width, height, components, bits)
    raw = "<u1" if bits <= 8 else "<u2"
    with tempfile.TemporaryDirectory() as folder:
        source, coded, decoded = (pathlib.Path(folder) / f for f in ("in.rawl", f"coded.{extension}", "out.rawl"))
        source.write_bytes(image.astype(raw).tobytes())
        shape = f"{width},{height},{components},{bits},u"
        subprocess.run(["opj_compress", "-i", source, "-o", coded, "-F", shape, *arguments.split()], check=True, stdout=subprocess.DEVNULL)
        codestream = bytearray(coded.read_bytes())
        if signed:
            # opj_compress mistakes the depth of signed images. Unsigned ones are shifted to signed before coding, so
            # that the sign in the header is all that tells them apart.
            for c in range(components):
                codestream[SIGN + 3 * c] |= 0x80
            image -= 2 ** (bits - 1)
            coded.write_bytes(codestream)
        subprocess.run(["opj_decompress", "-i", coded, "-o", decoded], check=True, stdout=subprocess.DEVNULL)
        planes = numpy.frombuffer(decoded.read_bytes(), raw).reshape(components, height, width).astype(numpy.int32)
    if signed:
        # opj_decompress leaves the bits above the sign zero.
        planes = ((planes & (1 << bits) - 1) ^ (1 << bits - 1)) - (1 << bits - 1)
    pixels = numpy.ascontiguousarray(planes.transpose(1, 2, 0)).astype("<i4")
    lossless = bool((planes == image).all())
    print(f"{name:40} {len(codestream):6} bytes {'lossless' if lossless else numpy.abs(planes - image).max()}")
    result = {"name": name, "arguments": arguments, "width": width, "height": height, "components": components,
              "precision": bits, "signed": signed, "codestream": base64.b64encode(codestream).decode()}
    if lossless:
        result["sha256"] = hashlib.sha256(pixels.tobytes()).hexdigest()
    else:
        result["pixels"] = base64.b64encode(pixels.astype("<i2" if signed else "<u2").tobytes()).decode()
    return result


SMALL = (29, 23)
cases = [
    case("default"),
    case("8 bits", bits=8),
    case("16 bits", bits=16),
    case("1 bit", bits=1),
    case("12 bits, signed", signed=True),
    case("16 bits, signed", bits=16, signed=True, size=SMALL),
    case("8 bits, JP2", bits=8, extension="jp2"),
    case("one column", size=(1, 31)),
    case("one row", size=(45, 1)),
    case("one pixel", size=(1, 1)),
    case("no decomposition", "-n 1", size=SMALL),
    case("image and tile offsets", "-d 5,3 -T 2,1 -t 17,19 -n 5"),
    case("tiles of one odd column or row", "-d 3,5 -T 1,1 -t 16,16 -n 4", size=(31, 29)),
    case("odd image offset", "-d 7,9", size=SMALL),
    case("tiles", "-t 16,16 -n 3"),
    case("more decompositions than pixels", "-t 32,32"),
    case("small blocks", "-b 4,4"),
    case("oblong blocks", "-b 64,4", size=(64, 33)),
    case("tall blocks", "-b 4,64", size=(33, 64)),
    case("irreversible", "-I"),
    case("irreversible, 8 bits", "-I", bits=8),
    case("irreversible, 16 bits", "-I", bits=16, size=SMALL),
    case("irreversible, 12 bits signed", "-I", signed=True, size=SMALL),
    case("irreversible, rate", "-I -r 8"),
    case("irreversible, layers", "-I -r 20,10,5 -p RLCP"),
    case("irreversible, odd offset, tiles", "-I -d 5,3 -t 17,18 -r 4 -n 5"),
    case("irreversible, one column", "-I", size=(1, 31)),
    case("reversible, rate", "-r 6"),
    case("layers", "-r 20,10,5,1"),
    case("colours", components=3, bits=8, size=SMALL),
    case("colours, 12 bits", components=3, size=SMALL),
    case("colours, signed", components=3, signed=True, size=SMALL),
    case("colours, no transform", "-mct 0", components=3, bits=8, size=SMALL),
    case("colours, irreversible", "-I -r 3", components=3, bits=8, size=SMALL),
    case("colours, component of interest", "-ROI c=1,U=7", components=3, bits=8, size=SMALL),
    case("region raised", "-ROI c=0,U=12", size=SMALL),
    case("region raised, irreversible", "-I -ROI c=0,U=12 -r 3", size=SMALL),
    case("markers", "-SOP -EPH -PLT -TLM -r 10,1"),
    case("tile parts by resolution", "-TP R -t 20,20 -r 10,1 -n 4"),
    case("tile parts by layer", "-TP L -t 20,20 -r 10,1 -n 4"),
    case("progression changes", "-POC T1=0,0,1,3,1,RLCP/T1=3,0,2,6,1,CPRL/T1=0,0,2,6,1,LRCP -r 8,1"),
]
for order in ["LRCP", "RLCP", "RPCL", "PCRL", "CPRL"]:
    cases.append(case(f"order {order}", f"-p {order} -c [8,8],[4,8],[8,4] -r 10,4,1 -t 20,18 -n 4", components=3, bits=8, size=SMALL))
    cases.append(case(f"order {order}, offset", f"-p {order} -c [16,16],[16,8],[8,8] -r 6,1 -d 3,5 -n 4 -SOP -EPH"))
for mode in [1, 2, 4, 5, 8, 16, 32, 63]:
    cases.append(case(f"mode {mode}", f"-M {mode} -b 16,16", bits=16, size=SMALL))
cases.append(case("mode 1, layers", "-M 1 -r 6,2,1", bits=16, size=SMALL))
cases.append(case("mode 61, layers, irreversible", "-M 61 -r 6,3,2 -I", bits=16, size=SMALL))
common.write("jpeg2000.json", cases)
