"""
torchvision's Inception v3 with weights given by a formula, also with the blocks as the network for FID has them; features
at its four layers, logits, and features of a small grey image resized as pytorch-fid does. Of long vectors every 16th number.
"""
import numpy
import torch
import torch.nn.functional as F
import torchvision
from torchvision.models import inception
import common
import formula


def averaging(block):
    class Patched(block):
        """The padding is left out of the mean."""
        def _forward(self, x):
            pooled = F.avg_pool2d(x, 3, stride=1, padding=1, count_include_pad=False)
            return super()._forward(x)[:-1] + [self.branch_pool(pooled)]
    return Patched


class Maximum(inception.InceptionE):
    def _forward(self, x):
        return super()._forward(x)[:-1] + [self.branch_pool(F.max_pool2d(x, 3, stride=1, padding=1))]


def network(fid):
    net = inception.Inception3(num_classes=1008 if fid else 1000, aux_logits=False, transform_input=False, init_weights=False)
    if fid:
        a, c, e = map(averaging, (inception.InceptionA, inception.InceptionC, inception.InceptionE))
        net.Mixed_5b, net.Mixed_5c, net.Mixed_5d = a(192, 32), a(256, 64), a(288, 64)
        net.Mixed_6b, net.Mixed_6c, net.Mixed_6d, net.Mixed_6e = c(768, 128), c(768, 160), c(768, 160), c(768, 192)
        net.Mixed_7b, net.Mixed_7c = e(1280), Maximum(2048)
    formula.noise(net)
    return net.eval()


def outputs(net, x):
    found = {}
    for width, module in ((64, net.maxpool1), (192, net.maxpool2), (768, net.Mixed_6e), (2048, net.Mixed_7c)):
        module.register_forward_hook(lambda _, __, y, width=width: found.update({width: y.mean((2, 3))}))
    with torch.no_grad():
        found["logits"] = net(x)
    return {name: value[:, ::16].flatten().tolist() for name, value in found.items()}


def wave(*shape):
    return torch.from_numpy(numpy.sin(numpy.arange(numpy.prod(shape)) * 0.11).reshape(shape)).float()


result = {}
for name, fid in (("torchvision", False), ("fid", True)):
    net = network(fid)
    result[name] = outputs(net, wave(1, 3, 139, 139))
    if fid:
        unit = (wave(1, 1, 64, 64).repeat(1, 3, 1, 1) + 1) / 2
        result["grey"] = outputs(net, 2 * F.interpolate(unit, (299, 299), mode="bilinear", align_corners=False) - 1)[2048]
    else:
        result["shapes"] = {k: list(t.shape) for k, t in sorted(net.state_dict().items())}
result["shapes"] = {k: ",".join(map(str, v)) for k, v in result["shapes"].items()}
common.write("inception-v3.json", result)
