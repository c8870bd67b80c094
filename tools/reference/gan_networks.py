"""The GANs' networks in PyTorch, in double precision, with weights given by a formula: names, shapes and outputs."""
import numpy
import torch
from torch import nn
from torch.nn.utils import spectral_norm
import common
import formula

LATENT, CLASSES, CHANNELS, SIDE, WIDTH = 5, 3, 2, 32, 64
ACTIVATIONS = {"relu": nn.ReLU, "elu": nn.ELU, "leaky-relu": lambda: nn.LeakyReLU(0.2)}


def norm(kind, width):
    return {"none": [], "batch": [nn.BatchNorm2d(width)], "layer": [nn.GroupNorm(1, width)]}[kind]


def conv_generator(activation, normalisation, wrap):
    bias = normalisation == "none"
    act = ACTIVATIONS[activation]
    after = lambda width: [*norm(normalisation, width), act()]
    return nn.Sequential(
        wrap(nn.ConvTranspose2d(LATENT + CLASSES, 64, 4, bias=bias)), *after(64),
        wrap(nn.ConvTranspose2d(64, 32, 4, 2, 1, bias=bias)), *after(32),
        wrap(nn.ConvTranspose2d(32, 16, 4, 2, 1, bias=bias)), *after(16),
        wrap(nn.ConvTranspose2d(16, CHANNELS, 4, 2, 1)), nn.Tanh())


def conv_discriminator(activation, normalisation, wrap):
    bias = normalisation == "none"
    act = ACTIVATIONS[activation]
    return nn.Sequential(
        wrap(nn.Conv2d(CHANNELS + CLASSES, 16, 4, 2, 1)), act(),
        wrap(nn.Conv2d(16, 32, 4, 2, 1, bias=bias)), *norm(normalisation, 32), act(),
        wrap(nn.Conv2d(32, 64, 4, 2, 1, bias=bias)), *norm(normalisation, 64), act(),
        wrap(nn.Conv2d(64, 1, 4)))


class Mlp(nn.Module):
    """The label's one-hot vector enters the first layer with weights of its own."""

    def __init__(self, inputs, hidden, outputs, activation, wrap):
        super().__init__()
        act = ACTIVATIONS[activation]
        self.input = wrap(nn.Linear(inputs, hidden))
        self.label = wrap(nn.Linear(CLASSES, hidden, bias=False))
        self.main = nn.Sequential(act(), wrap(nn.Linear(hidden, hidden)), act(), wrap(nn.Linear(hidden, outputs)))

    def forward(self, x):
        return self.main(self.input(x[:, :-CLASSES]) + self.label(x[:, -CLASSES:]))


class Named(nn.Module):
    """Whose keys begin with a name."""

    def __init__(self, name, network):
        super().__init__()
        self.name = name
        setattr(self, name, network)

    def forward(self, x):
        return getattr(self, self.name)(x)


plain, spectral = (lambda layer: layer), spectral_norm
pixels = CHANNELS * SIDE * SIDE
labels = torch.arange(3)
onehot = nn.functional.one_hot(labels, CLASSES).double()
noise = torch.from_numpy(numpy.sin(numpy.arange(3 * LATENT) * 0.5).reshape(3, LATENT))
images = torch.from_numpy(numpy.sin(numpy.arange(3 * pixels) * 0.13).reshape(3, CHANNELS, SIDE, SIDE))
seed = torch.cat([noise, onehot], 1)
planes = torch.cat([images, onehot[:, :, None, None].expand(-1, -1, SIDE, SIDE)], 1)
flat = torch.cat([images.flatten(1), onehot], 1)
cases = {
    "conv-generator relu batch": (conv_generator("relu", "batch", plain), seed[:, :, None, None]),
    "conv-generator elu batch spectral": (conv_generator("elu", "batch", spectral), seed[:, :, None, None]),
    "conv-generator leaky-relu none": (conv_generator("leaky-relu", "none", plain), seed[:, :, None, None]),
    "conv-discriminator leaky-relu batch": (conv_discriminator("leaky-relu", "batch", plain), planes),
    "conv-discriminator leaky-relu none spectral": (conv_discriminator("leaky-relu", "none", spectral), planes),
    "conv-discriminator elu layer": (conv_discriminator("elu", "layer", plain), planes),
    "mlp-generator relu": (Mlp(LATENT, 20, pixels, "relu", plain), seed),
    "mlp-discriminator leaky-relu spectral": (Mlp(pixels, 20, 1, "leaky-relu", spectral), flat),
}
result = {}
for name, (network, x) in cases.items():
    net = Named("mlp" if isinstance(network, Mlp) else "main", network).double()
    formula.fill(net)
    outputs = {}
    for mode in ("eval", "train"):
        # In training mode PyTorch's spectral norm makes one power iteration first.
        net.train(mode == "train")
        with torch.no_grad():
            y = net(x).flatten()
            y = torch.tanh(y) if name.startswith("mlp-generator") else y
        # Enough of an image: every 61st value.
        outputs[mode] = y[::61].tolist() if len(y) > 100 else y.tolist()
    result[name] = {"shapes": {k: list(t.shape) for k, t in sorted(net.state_dict().items())}, **outputs}
common.write("gan-networks.json", result)
