"""torchvision's DenseNet121 in double precision with weights given by a formula: its state dictionary's names and shapes, and logits."""
import numpy
import torch
import torchvision
import common

net = torchvision.models.densenet121(weights=None, num_classes=3)
net.features.conv0 = torch.nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=False)
net.double()
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
    else:
        values = wave * (1 / numpy.sqrt(t[0].numel()) if t.dim() > 1 else 0.1)
    t.copy_(torch.from_numpy(values.reshape(t.shape)))
x = torch.from_numpy(numpy.sin(numpy.arange(2 * 64 * 64) * 0.11).reshape(2, 1, 64, 64))
logits = []
for training in (False, True):
    net.train(training)
    with torch.no_grad():
        logits.append(net(x).flatten().tolist())
common.write("densenet121.json", {
    "shapes": {name: list(t.shape) for name, t in sorted(state.items())},
    "eval": logits[0],
    "train": logits[1],
})
