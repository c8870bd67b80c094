"""torchvision's DenseNet121 in double precision with weights given by a formula: its state dictionary's names and shapes, and logits."""
import numpy
import torch
import torchvision
import common
import formula

net = torchvision.models.densenet121(weights=None, num_classes=3)
net.features.conv0 = torch.nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=False)
net.double()
formula.fill(net)
x = torch.from_numpy(numpy.sin(numpy.arange(2 * 64 * 64) * 0.11).reshape(2, 1, 64, 64))
logits = []
for training in (False, True):
    net.train(training)
    with torch.no_grad():
        logits.append(net(x).flatten().tolist())
common.write("densenet121.json", {
    "shapes": {name: list(t.shape) for name, t in sorted(net.state_dict().items())},
    "eval": logits[0],
    "train": logits[1],
})
