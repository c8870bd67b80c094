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


def conv_trunk(act, wrap):
    """Improved BAGAN's at 32 px."""
    return nn.Sequential(
        wrap(nn.Conv2d(CHANNELS, WIDTH // 4, 4, 2, 1)), act(),
        wrap(nn.Conv2d(WIDTH // 4, WIDTH // 2, 4, 2, 1)), act(),
        wrap(nn.Conv2d(WIDTH // 2, WIDTH, 4, 2, 1)), act())


class ConvEncoder(nn.Module):
    def __init__(self, activation, wrap):
        super().__init__()
        act = ACTIVATIONS[activation]
        self.trunk = conv_trunk(act, wrap)
        self.latent = nn.Sequential(wrap(nn.Linear(WIDTH * 16, LATENT)), act())

    def forward(self, x):
        return self.latent(self.trunk(x).flatten(1))


class EmbeddingGenerator(nn.Module):
    def __init__(self, activation, normalisation, wrap):
        super().__init__()
        act, bias = ACTIVATIONS[activation], normalisation == "none"
        self.embedding = wrap(nn.Embedding(CLASSES, LATENT))
        self.decoder = nn.Sequential(
            wrap(nn.Linear(LATENT, 16 * WIDTH)), act(), nn.Unflatten(1, (WIDTH, 4, 4)),
            wrap(nn.ConvTranspose2d(WIDTH, WIDTH // 2, 4, 2, 1, bias=bias)), *norm(normalisation, WIDTH // 2), act(),
            wrap(nn.ConvTranspose2d(WIDTH // 2, WIDTH // 4, 4, 2, 1, bias=bias)), *norm(normalisation, WIDTH // 4), act(),
            wrap(nn.ConvTranspose2d(WIDTH // 4, CHANNELS, 4, 2, 1)), nn.Tanh())

    def forward(self, z, y):
        return self.decoder(z * self.embedding(y))


class EmbeddingDiscriminator(nn.Module):
    def __init__(self, activation, wrap):
        super().__init__()
        act = ACTIVATIONS[activation]
        self.trunk = conv_trunk(act, wrap)
        self.label = nn.Sequential(wrap(nn.Embedding(CLASSES, 7)), wrap(nn.Linear(7, WIDTH * 16)), act())
        self.head = nn.Sequential(wrap(nn.Linear(WIDTH * 16, 11)), wrap(nn.Linear(11, 1)))

    def forward(self, x, y):
        return self.head(self.trunk(x).flatten(1) * self.label(y))


class BaganGenerator(nn.Module):
    def __init__(self, side, width, wrap):
        super().__init__()
        self.register_buffer("means", torch.zeros(CLASSES, LATENT))
        self.register_buffer("factors", torch.eye(LATENT).repeat(CLASSES, 1, 1))
        layers = [
            wrap(nn.Linear(LATENT, 4 * width, bias=False)), nn.ReLU(),
            wrap(nn.Linear(4 * width, width // 2 * 64, bias=False)), nn.ReLU(), nn.Unflatten(1, (width // 2, 8, 8))]
        inner = {32: [width], 64: [width, width]}[side]
        for a, b in zip([width // 2, *inner], [*inner, width // 2]):
            layers += [nn.Upsample(scale_factor=2), wrap(nn.Conv2d(a, b, 5, padding="same", bias=False)), nn.ReLU()]
        # PyTorch's "same" puts the odd pixel right and below, as Keras' does.
        self.decoder = nn.Sequential(*layers, nn.Identity(), wrap(nn.Conv2d(width // 2, CHANNELS, 2, padding="same", bias=False)), nn.Tanh())

    def forward(self, z, y):
        return self.decoder(self.means[y] + torch.einsum("nij,nj->ni", self.factors[y], z))


class BaganClassifier(nn.Module):
    """Encoder or discriminator, by the last layer's name, at 32 or 64 px."""

    def __init__(self, side, width, last, outputs, dropout, wrap):
        super().__init__()
        drop = [nn.Dropout(dropout)] if dropout else []
        w = [width // 8, width // 4, width // 2, width]
        plan = [(CHANNELS, w[0], 2), (w[0], w[1], 1), (w[1], w[2], 2), (w[2], w[3], 1)]
        if side == 64:
            plan += [(w[3], w[3], 2), (w[3], w[3], 1)]
        self.trunk = nn.Sequential(*[
            layer for a, b, s in plan for layer in (wrap(nn.Conv2d(a, b, 3, s, 1)), nn.LeakyReLU(0.2), *drop)])
        self.last = last
        setattr(self, last, wrap(nn.Linear(width * 64, outputs)))

    def forward(self, x):
        return getattr(self, self.last)(self.trunk(x).flatten(1))


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
large = torch.from_numpy(numpy.sin(numpy.arange(3 * 4 * pixels) * 0.13).reshape(3, CHANNELS, 64, 64))
cases = {
    "conv-generator relu batch": (conv_generator("relu", "batch", plain), seed[:, :, None, None]),
    "conv-generator elu batch spectral": (conv_generator("elu", "batch", spectral), seed[:, :, None, None]),
    "conv-generator leaky-relu none": (conv_generator("leaky-relu", "none", plain), seed[:, :, None, None]),
    "conv-discriminator leaky-relu batch": (conv_discriminator("leaky-relu", "batch", plain), planes),
    "conv-discriminator leaky-relu none spectral": (conv_discriminator("leaky-relu", "none", spectral), planes),
    "conv-discriminator elu layer": (conv_discriminator("elu", "layer", plain), planes),
    "mlp-generator relu": (Mlp(LATENT, 20, pixels, "relu", plain), seed),
    "mlp-discriminator leaky-relu spectral": (Mlp(pixels, 20, 1, "leaky-relu", spectral), flat),
    "embedding-generator leaky-relu batch": (EmbeddingGenerator("leaky-relu", "batch", plain), noise, labels),
    "embedding-generator elu none spectral": (EmbeddingGenerator("elu", "none", spectral), noise, labels),
    "embedding-discriminator leaky-relu": (EmbeddingDiscriminator("leaky-relu", plain), images, labels),
    "embedding-discriminator relu spectral": (EmbeddingDiscriminator("relu", spectral), images, labels),
    "conv-encoder leaky-relu": (ConvEncoder("leaky-relu", plain), images),
    "bagan-generator": (BaganGenerator(32, 16, plain), noise, labels),
    "bagan-generator 64": (BaganGenerator(64, 16, plain), noise, labels),
    "bagan-generator spectral": (BaganGenerator(32, 16, spectral), noise, labels),
    "bagan-encoder": (BaganClassifier(32, 16, "latent", LATENT, 0, plain), images),
    "bagan-discriminator dropout": (BaganClassifier(32, 16, "head", CLASSES + 1, 0.3, plain), images),
    "bagan-discriminator 64 spectral": (BaganClassifier(64, 16, "head", CLASSES + 1, 0, spectral), large),
}
result = {}
for name, (network, *inputs) in cases.items():
    if isinstance(network, (nn.Sequential, Mlp)):
        network = Named("mlp" if isinstance(network, Mlp) else "main", network)
    net = network.double()
    formula.fill(net)
    outputs = {}
    # Masks of dropout cannot be compared.
    for mode in ("eval",) if "dropout" in name else ("eval", "train"):
        # In training mode PyTorch's spectral norm makes one power iteration first.
        net.train(mode == "train")
        with torch.no_grad():
            y = net(*inputs).flatten()
            y = torch.tanh(y) if name.startswith("mlp-generator") else y
        # Enough of an image: every 61st value.
        outputs[mode] = y[::61].tolist() if len(y) > 100 else y.tolist()
    result[name] = {"shapes": {k: list(t.shape) for k, t in sorted(net.state_dict().items())}, **outputs}
common.write("gan-networks.json", result)
