using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Benchmarks;

/// <summary>A classifier of four convolutions, trained on real images: the judge of whether samples are of their class.</summary>
internal sealed class SmallClassifier : IDisposable
{
    private const int BatchSize = 64, Steps = 1500;

    private readonly Module<Tensor, Tensor> _network;

    public SmallClassifier(RealImages train, int channels, Seed seed)
    {
        var classes = train.ClassNames.Count;
        _network = Sequential(
            Conv2d(channels, 32, 3, stride: 2, padding: 1), BatchNorm2d(32), ReLU(),
            Conv2d(32, 64, 3, stride: 2, padding: 1), BatchNorm2d(64), ReLU(),
            Conv2d(64, 128, 3, stride: 2, padding: 1), BatchNorm2d(128), ReLU(),
            AdaptiveAvgPool2d(2), Flatten(), Linear(512, classes));
        using var generator = seed.For("weights").Torch(CPU);
        Initialisation.He(_network, generator);
        var order = new BalancedOrder(train.Labels, classes, BatchSize, seed.For("order"));
        using var optimiser = optim.Adam(_network.parameters(), 1e-3);
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            using var batch = train.Take(order.At(step), CPU);
            optimiser.zero_grad();
            functional.cross_entropy(_network.forward(batch.Images), batch.Labels).backward();
            optimiser.step();
        }
        _network.eval();
    }

    /// <summary>The share of images told to be of this class.</summary>
    public double Share(Tensor images, long label)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return _network.forward(images).argmax(1).eq(label).to(ScalarType.Float64).mean().item<double>();
    }

    /// <summary>The share of each class's images told rightly.</summary>
    public double[] Recall(RealImages images) => [.. Enumerable.Range(0, images.ClassNames.Count).Select(c =>
    {
        using var batch = images.Take([.. Enumerable.Range(0, images.Count).Where(i => images.Labels[i] == c)], CPU);
        return Share(batch.Images, c);
    })];

    public void Dispose() => _network.Dispose();
}
