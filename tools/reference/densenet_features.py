"""
Features of torchvision's DenseNet121 with weights given by a formula: of a grey image enlarged and normalised for ImageNet, and
of one shrunk and scaled as TorchXRayVision does, whose network differs in its first convolution and last layer. Every 16th.
"""
import numpy
import torch
import torch.nn.functional as F
import torchvision
import common
import formula


def features(net, x):
    formula.noise(net.eval())
    with torch.no_grad():
        return F.relu(net.features(x)).mean((2, 3))[:, ::16].flatten().tolist()


def resized(*shape):
    x = torch.from_numpy(numpy.sin(numpy.arange(numpy.prod(shape)) * 0.11).reshape(shape)).float()
    return F.interpolate(x, (224, 224), mode="bilinear", align_corners=False, antialias=True)


normalise = torchvision.transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
xray = torchvision.models.densenet121(weights=None, num_classes=18)
xray.features.conv0 = torch.nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=False)
common.write("densenet-features.json", {
    "torchvision": features(torchvision.models.densenet121(weights=None), normalise((resized(1, 1, 64, 64).repeat(1, 3, 1, 1) + 1) / 2)),
    "torchxrayvision": features(xray, resized(1, 1, 260, 300) * 1024),
})
