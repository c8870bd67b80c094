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
