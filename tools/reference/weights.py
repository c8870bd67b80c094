"""
Weights as PyTorch saves them, with their bytes; the same in safetensors, laid out by the format's description; and
pickles that would do harm, put together opcode by opcode. None of them is ever loaded here.
"""
import base64
import copy
import io
import json
import struct
import warnings
import zipfile
import torch
import common

warnings.filterwarnings("ignore")
TYPES = [  # By alignment, as the reference implementation orders them.
    ("BOOL", torch.bool), ("U8", torch.uint8), ("I8", torch.int8), ("I16", torch.int16), ("F16", torch.float16),
    ("BF16", torch.bfloat16), ("I32", torch.int32), ("F32", torch.float32), ("F64", torch.float64), ("I64", torch.int64)]
NAMES = {dtype: name for name, dtype in TYPES}


def text(content):
    return base64.b64encode(content).decode()


def raw(tensor):
    t = tensor.detach().contiguous()
    return bytes(t.flatten().view(torch.uint8).tolist()) if t.numel() and t.dtype != torch.bool else bytes(t.flatten().tolist())


def saved(value, **options):
    file = io.BytesIO()
    torch.save(value, file, **options)
    return file.getvalue()


def described(tensors):
    return {k: {"type": NAMES[t.dtype], "shape": list(t.shape), "bytes": text(raw(t))} for k, t in tensors.items()}


def safetensors(tensors, metadata):
    rank = {dtype: i for i, (_, dtype) in enumerate(TYPES)}
    header, data = {"__metadata__": metadata}, b""
    for name, t in sorted(tensors.items(), key=lambda i: (-rank[i[1].dtype], i[0])):
        header[name] = {"dtype": NAMES[t.dtype], "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw(t))]}
        data += raw(t)
    head = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    head += b" " * (-len(head) % 8)
    return struct.pack("<Q", len(head)) + head + data


torch.manual_seed(5)
types = {name: (torch.randn(2, 3) * 50).to(dtype) for name, dtype in TYPES}
types["extremes"] = torch.tensor([float("nan"), float("inf"), -0.0, 1e-45, 3.4e38])
types["scalar"] = torch.tensor(3.5)
types["empty"] = torch.zeros(0, 4)
base = torch.arange(24.0)
strided = {
    "transposed": base.reshape(4, 6).t(),
    "stepped": base[1::2],
    "inner": base.reshape(2, 3, 4)[1, 1:, 2],
    "expanded": torch.tensor([2.0]).expand(3, 5),
    "same": base,
    "halves": torch.arange(6).half().reshape(3, 2)[:, 1],
}
torch.nn.Module.dump_patches = False
network = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2))
network(torch.randn(2, 1, 8, 8))
optimiser = torch.optim.Adam(network.parameters())
network(torch.randn(2, 1, 8, 8)).sum().backward()
optimiser.step()
nested = {"generator": network.state_dict(), "optimizer": optimiser.state_dict(), "epoch": 3, "loss": [0.5, None, True], "seed": 2 ** 63,
          "shape": torch.Size([1, 2]), "list": [torch.ones(1), (torch.zeros(1), "x")], 7: {"parameter": torch.nn.Parameter(torch.ones(2))}}
flat = {f"generator.{k}": v for k, v in network.state_dict().items()}
flat.update({f"optimizer.state.{i}.{k}": v for i, s in optimiser.state_dict()["state"].items() for k, v in s.items()})
flat.update({"list.0": torch.ones(1), "list.1.0": torch.zeros(1), "7.parameter": torch.ones(2)})
read = {
    "types": (saved(types), types),
    "strided": (saved(strided), strided),
    "nested": (saved(nested), flat),
    "wrapped": (saved({"state_dict": network.state_dict(), "other": torch.ones(1)}), network.state_dict()),
    "protocol 4": (saved(nested, pickle_protocol=4), flat),
    "before 1.6": (saved(nested, _use_new_zipfile_serialization=False), flat),
    "before 1.6, strided": (saved(strided, _use_new_zipfile_serialization=False), strided),
}

# Opcodes, by pickle's description.
def archive(pickle, numbers={}, more={}, method=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as zip:
        for name, content in [("data.pkl", pickle)] + [(f"data/{k}", v) for k, v in numbers.items()] + list(more.items()):
            zip.writestr(zipfile.ZipInfo(f"archive/{name}"), content, method)
    return file.getvalue()


def s(value):
    return b"X" + struct.pack("<I", len(value.encode())) + value.encode()


def i(value):
    return b"\x8a\x09" + value.to_bytes(9, "little", signed=True)


def tuple_(*items):
    return b"(" + b"".join(items) + b"t"


def pickle(*body):
    return b"\x80\x02" + b"".join(body) + b"."


def storage(count=4, kind=b"ctorch\nFloatStorage\n", key="0", word="storage"):
    return tuple_(s(word), kind, s(key), s("cpu"), i(count)) + b"Q"


ORDERED = b"ccollections\nOrderedDict\n)R"


def tensor(numbers=storage(), offset=0, shape=(4,), strides=(1,), *more):
    sides = [tuple_(*[i(v) for v in values]) for values in (shape, strides)]
    return b"ctorch._utils\n_rebuild_tensor_v2\n" + tuple_(numbers, i(offset), *sides, b"\x89", ORDERED, *more) + b"R"


def items(*pairs):
    return b"}(" + b"".join(s(k) + v for k, v in pairs) + b"u"


def holding(*pairs, **options):
    return archive(pickle(items(*pairs)), {"0": bytes(16)}, **options)


def doubled(levels, one, two):
    return items(("0", one + b"q\x00"), *[(str(n + 1), two(b"h" + bytes([n])) + b"q" + bytes([n + 1])) for n in range(levels)])


def overlapping():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zip:
        zip.writestr("archive/data.pkl", pickle(items(*[(f"t{k}", tensor(storage(1000, key=str(k)), 0, (1000,))) for k in range(9)])))
        zip.writestr("archive/data/0", bytes(4000))
        for k in range(1, 9):
            other = copy.copy(zip.getinfo("archive/data/0"))
            other.filename = f"archive/data/{k}"
            zip.filelist.append(other)
            zip.NameToInfo[other.filename] = other
    return file.getvalue()


CALL = s("touch /tmp/harm") + b"\x85R"
SYSTEM = b"cos\nsystem\n"
legacy = saved({"a": torch.ones(2)}, _use_new_zipfile_serialization=False)
refused = {
    "system": (archive(pickle(SYSTEM, CALL)), "'os.system'"),
    "system beside a tensor": (holding(("a", tensor()), ("b", SYSTEM + CALL)), "'os.system'"),
    "eval by STACK_GLOBAL": (archive(b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93" + CALL + b"."), "'builtins.eval'"),
    "named, never called": (holding(("a", tensor()), ("b", b"cbuiltins\nexec\n")), "'builtins.exec'"),
    "attribute of what is allowed": (archive(pickle(b"ccollections\nOrderedDict.fromkeys\n")), "OrderedDict.fromkeys"),
    "module of what is allowed": (archive(pickle(b"ctorch._utils\nimport_module\n")), "'torch._utils.import_module'"),
    "torch.load": (archive(pickle(b"ctorch.serialization\nload\n", CALL)), "'torch.serialization.load'"),
    "control characters": (archive(pickle(b"c\x1b[2J\nx\n")), "\ufffd[2J.x"),
    "INST": (archive(pickle(b"(", s("x"), b"ios\nsystem\n")), "INST"),
    "OBJ": (archive(pickle(b"(ccollections\nOrderedDict\no")), "OBJ"),
    "NEWOBJ": (archive(pickle(b"ccollections\nOrderedDict\n)\x81")), "NEWOBJ"),
    "NEWOBJ_EX": (archive(pickle(b"ccollections\nOrderedDict\n)}\x92")), "NEWOBJ_EX"),
    "EXT1": (archive(pickle(b"\x82\x01")), "EXT1"),
    "PERSID": (archive(pickle(b"P0\n")), "PERSID"),
    "bytes": (archive(pickle(b"C\x01a")), "SHORT_BINBYTES"),
    "set": (archive(pickle(b"\x8f")), "EMPTY_SET"),
    "unknown opcode": (archive(pickle(b"\xfe")), "0xFE"),
    "REDUCE of a storage": (archive(pickle(b"ctorch\nFloatStorage\n", i(4), b"\x85R")), "REDUCE"),
    "REDUCE of a dictionary": (archive(pickle(b"}", CALL)), "REDUCE"),
    "OrderedDict with arguments": (archive(pickle(b"ccollections\nOrderedDict\n", s("x"), b"\x85R")), "OrderedDict"),
    "BUILD of a tensor": (holding(("a", tensor() + items(("__setstate__", SYSTEM)) + b"b")), "'os.system'"),
    "BUILD of a tensor with a plain state": (holding(("a", tensor() + items(("__setstate__", s("x"))) + b"b")), "BUILD"),
    "BUILD of a dictionary": (archive(pickle(b"}", items(("__class__", s("x"))), b"b")), "BUILD"),
    "BUILD of a name": (archive(pickle(b"ccollections\nOrderedDict\n", items(("__setstate__", s("x"))), b"b")), "BUILD"),
    "BUILD with slots": (archive(pickle(ORDERED, b"N", items(("a", s("x"))), b"\x86b")), "BUILD"),
    "memo bomb of dictionaries": (archive(pickle(doubled(30, items(("a", s("x"))), lambda g: items(("a", g), ("b", g))))), "1,000,000"),
    "memo bomb of tensors": (archive(pickle(doubled(20, tensor(), lambda g: b"](" + g + g + b"e")), {"0": bytes(16)}), "100,000"),
    "memo bomb of tuples": (archive(pickle(doubled(200, b")", lambda g: g + b"\x85"))), "32 deep"),
    "dictionary in itself": (archive(pickle(b"}q\x00", s("a"), b"h\x00s")), "32 deep"),
    "long name": (holding((600 * "x", tensor())), "500"),
    "memo far away": (archive(pickle(b"}r\xff\xff\xff\xff")), "4,294,967,295"),
    "memo unset": (archive(pickle(b"h\x05")), "before it is set"),
    "huge LONG4": (archive(pickle(b"\x8b\xff\xff\xff\x7f")), "2,147,483,647"),
    "negative LONG4": (archive(pickle(b"\x8b\xff\xff\xff\xff")), "-1 bytes"),
    "long LONG4": (archive(pickle(b"\x8b\x00\x01\x00\x00" + bytes(256))), "256 bytes"),
    "huge BINUNICODE": (archive(pickle(b"X\xff\xff\xff\xffa")), "4,294,967,295"),
    "huge BINUNICODE8": (archive(pickle(b"\x8d" + b"\xff" * 8)), "ends early"),
    "protocol 0": (archive(b"\x80\x00N."), "protocol 0"),
    "no STOP": (archive(b"\x80\x02}"), "ends early"),
    "nothing": (archive(b""), "ends early"),
    "STOP of nothing": (archive(b"\x80\x02."), "not there"),
    "more after STOP": (archive(pickle(b"}") + b"N"), "does not end"),
    "two values": (archive(pickle(b"}}")), "does not end"),
    "pop below a mark": (archive(pickle(b"}(\x85")), "not there"),
    "no mark": (archive(pickle(b"}t")), "not there"),
    "half an item": (archive(pickle(b"}(", s("a"), b"u")), "half an item"),
    "item of a list": (archive(pickle(b"]", s("a"), s("b"), b"s")), "no dictionary"),
    "append to text": (archive(pickle(s("a"), s("b"), b"a")), "no list"),
    "persistent id is text": (archive(pickle(s("0"), b"Q")), "persistent id"),
    "persistent id is a module": (archive(pickle(storage(word="module"))), "persistent id"),
    "persistent id with a callable": (archive(pickle(storage(kind=b"ccollections\nOrderedDict\n"))), "persistent id"),
    "persistent id of negative size": (archive(pickle(storage(-1))), "persistent id"),
    "key that climbs": (archive(pickle(items(("a", tensor(storage(key="../../etc/passwd")))))), "lacks the entry"),
    "numbers too short": (archive(pickle(items(("a", tensor()))), {"0": bytes(15)}), "15 bytes"),
    "numbers missing": (archive(pickle(items(("a", tensor())))), "lacks the entry"),
    "numbers of two types": (holding(("a", tensor()), ("b", tensor(storage(kind=b"ctorch\nIntStorage\n")))), "disagree"),
    "untyped numbers": (holding(("a", tensor(storage(16, b"ctorch.storage\nUntypedStorage\n")))), "UntypedStorage"),
    "tensor beyond its numbers": (holding(("a", tensor(offset=1))), "beyond the 4"),
    "stride beyond": (holding(("a", tensor(shape=(2, 2), strides=(3, 1)))), "beyond the 4"),
    "negative offset": (holding(("a", tensor(offset=-1, shape=(1,)))), "beyond the 4"),
    "negative stride": (holding(("a", tensor(offset=3, strides=(-1,)))), "beyond the 4"),
    "strides that overflow": (holding(("a", tensor(shape=(5, 2), strides=(2 ** 62, 1)))), "beyond the 4"),
    "shape that overflows": (holding(("a", tensor(shape=(2 ** 62, 4), strides=(0, 0)))), "impossible shape"),
    "negative side": (holding(("a", tensor(shape=(-1,)))), "impossible shape"),
    "too many sides": (holding(("a", tensor(shape=(1,) * 65, strides=(1,) * 65))), "65 sides"),
    "fewer strides than sides": (holding(("a", tensor(shape=(2, 2)))), "2 sides and 1 strides"),
    "side of text": (holding(("a", b"ctorch._utils\n_rebuild_tensor_v2\n" + tuple_(storage(), i(0), s("x") + b"\x85", i(1) + b"\x85", b"\x89", ORDERED) + b"R")), "whole numbers"),
    "tensor seen negated": (holding(("a", tensor(storage(), 0, (4,), (1,), items(("neg", b"\x88"))))), "RebuildTensor"),
    "tensor of text": (archive(pickle(b"ctorch._utils\n_rebuild_tensor_v2\n", s("x"), b"\x85R")), "RebuildTensor"),
    "truth value of 2": (archive(pickle(items(("a", tensor(storage(kind=b"ctorch\nBoolStorage\n"))))), {"0": b"\x00\x01\x02\x00"}), "neither 0 nor 1"),
    "big-endian": (holding(("a", tensor()), more={"byteorder": b"big"}), "'big'"),
    "TorchScript": (holding(("a", tensor()), more={"constants.pkl": pickle(b")")}), "TorchScript"),
    "compressed": (holding(("a", tensor(storage(2 ** 19), shape=(2 ** 19,))), more={"data/x": bytes(2 ** 21)}, method=zipfile.ZIP_DEFLATED), "does not compress"),
    "compressed a little": (archive(pickle(items(("a", tensor()))), {"0": bytes(16)}, {"version": bytes(9)}, zipfile.ZIP_DEFLATED), "compressed"),
    "overlapping": (overlapping(), "larger together"),
    "two entries of one name": (holding(("a", tensor()), more={"data.pkl": pickle(b"}")}), "two entries"),
    "no pickle": (archive(b"").replace(b"data.pkl", b"data.pkx"), "0 data.pkl"),
    "two names": (holding(("a.b", tensor()), ("a", items(("b", tensor())))), "two tensors named 'a.b'"),
    "keys that are neither text nor numbers": (archive(pickle(b"}\x88Ns")), "neither text"),
    "no tensors": (archive(pickle(items(("a", s("x"))))), "no tensors"),
    "one tensor without a name": (saved(torch.ones(2)), "not hold a dictionary"),
    "whole model": (saved(torch.nn.Linear(1, 1)), "'torch.nn.modules.linear.Linear'"),
    "complex": (saved({"a": torch.ones(2, dtype=torch.complex64)}), "ComplexFloatStorage"),
    "sparse": (saved({"a": torch.eye(2).to_sparse()}), "_rebuild_sparse_tensor"),
    "before 1.6, longer": (legacy + b"\0", "the file after"),
    "before 1.6, shorter": (legacy[:-1], "are not there"),
    "before 1.6, other count": (legacy[:-16] + struct.pack("<q", 3) + legacy[-8:], "are not there"),
    "before 1.6, whole model": (saved(torch.nn.Linear(1, 1), _use_new_zipfile_serialization=False), "'torch.nn.modules.linear.Linear'"),
    "before 1.6, big-endian": (legacy.replace(b"little_endianq\x02\x88", b"little_endianq\x02\x89"), "little-endian"),
    "before 1.6, other version": (legacy.replace(b"\x80\x02M\xe9\x03.", b"\x80\x02M\xe8\x03.", 1), "another version"),
    "before 1.6, harm after": (legacy[:legacy.index(b"]q")] + b"cos\nsystem\n" + CALL + b"." + legacy[-16:], "'os.system'"),
    "before 1.6, no keys": (legacy[:legacy.index(b"]q")] + b"N." + legacy[-16:], "no list"),
    "before 1.6, unknown key": (legacy[:legacy.index(b"]q")] + b"](" + s("x") + b"e." + legacy[-16:], "no tensor views"),
    "another pickle": (pickle(items(("a", s("x")))), "not one that torch.save wrote"),
}
metadata = {"gan": "dcgan"}
common.write("weights.json", {
    "read": {name: {"file": text(file), "tensors": described(tensors)} for name, (file, tensors) in read.items()},
    "safetensors": {"file": text(safetensors(types, metadata)), "tensors": described(types), "metadata": metadata},
    "refused": {name: {"file": text(file), "says": says} for name, (file, says) in refused.items()},
})
