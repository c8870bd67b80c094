"""Weights given by a formula, so that two implementations can be compared."""
import numpy
import torch


def fill(net):
    state = net.state_dict()
    for i, name in enumerate(sorted(state)):
        t = state[name]
        if name.endswith("num_batches_tracked"):
            continue
        wave = numpy.sin(numpy.arange(t.numel()) * 0.37 + i)
        if name.endswith("running_var"):
            values = 1 + 0.5 * wave ** 2
        elif t.dim() == 1 and name.endswith("weight"):
            values = 1 + 0.1 * wave
        elif name.endswith(("weight_u", "weight_v")):
            values = wave / numpy.sqrt((wave ** 2).sum())
        else:
            values = wave * (1 / numpy.sqrt(t[0].numel()) if t.dim() > 1 else 0.1)
        t.copy_(torch.from_numpy(values.reshape(t.shape)))


def noise(net):
    """Weights that look random and keep the signal's size through deep networks, from whole numbers only."""
    state = net.state_dict()
    for i, name in enumerate(sorted(state)):
        t = state[name]
        if name.endswith("num_batches_tracked"):
            continue
        h = (numpy.arange(t.numel(), dtype=numpy.uint64) + i * 1000003) * 2654435769 % 2 ** 32
        h = (h ^ (h >> 15)) * 2246822519 % 2 ** 32
        h = (h ^ (h >> 13)) * 3266489917 % 2 ** 32
        u = (h ^ (h >> 16)) / 2 ** 32 - 0.5
        if name.endswith("running_var"):
            values = 1 + u ** 2
        elif t.dim() == 1 and name.endswith("weight"):
            values = 1 + 0.2 * u
        elif t.dim() > 1:
            values = u * numpy.sqrt(24 / t[0].numel())
        else:
            values = 0.2 * u
        t.copy_(torch.from_numpy(values.reshape(t.shape)))
