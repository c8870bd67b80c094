using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators.Augmentation;
using Equipoise.Generators.Losses;
using Equipoise.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Generators.Gans;

/// <summary>
/// Deep convolutional GAN (Radford et al. 2016), class-conditional (Mirza and Osindero 2014): the label enters the
/// generator beside the noise and the discriminator as constant planes.
/// </summary>
[Named("dcgan", "deep convolutional GAN (Radford et al. 2016), class-conditional")]
public sealed record DcganSpec : GanSpec
{
    /// <summary>Adam's learning rate. The paper of Equipoise used 0.002.</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>Adam's decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Channels of the 4 x 4 maps; widths halve with every doubling of the side.</summary>
    public int MaxWidth { get; init; } = 512;

    public override IGan Build(GanContext context) => new Dcgan(this, context);

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (!(LearningRate > 0))
            yield return $"learningRate must be above 0; received {LearningRate}.";
        if (Beta1 is not (>= 0 and < 1) || Beta2 is not (>= 0 and < 1))
            yield return $"beta1 and beta2 must be at least 0 and below 1; received {Beta1} and {Beta2}.";
        if (MaxWidth < 64 || (MaxWidth & (MaxWidth - 1)) != 0)
            yield return $"maxWidth must be a power of two of at least 64; received {MaxWidth}.";
    }
}

internal sealed class Dcgan : IGan
{
    // Enough batches for the averaged generator's statistics to be of a few hundred samples.
    private const int StatisticsBatches = 8;

    private readonly DcganSpec _spec;
    private readonly GanContext _context;
    private readonly ConvGenerator _g;
    private readonly ConvGenerator _average;
    private readonly ConvDiscriminator _d;
    private readonly Adam _optimiserG;
    private readonly Adam _optimiserD;
    private readonly Tensor _fakeLabelShares;
    private long _steps;
    private bool _statisticsAreStale = true;

    public Dcgan(DcganSpec spec, GanContext context)
    {
        (_spec, _context) = (spec, context);
        using var generator = context.Seed.For("weights").Torch(CPU);
        _g = NewGenerator();
        _average = NewGenerator();
        _d = new ConvDiscriminator(context.Classes, context.Channels, context.Resolution, spec.MaxWidth);
        Initialisation.Dcgan(_g, generator);
        Initialisation.Dcgan(_d, generator);
        _average.load_state_dict(_g.state_dict());
        foreach (var network in new nn.Module[] { _g, _average, _d })
            network.to(context.Device);
        _average.eval();
        _optimiserG = optim.Adam(_g.parameters(), spec.LearningRate, spec.Beta1, spec.Beta2);
        _optimiserD = optim.Adam(_d.parameters(), spec.LearningRate, spec.Beta1, spec.Beta2);
        _fakeLabelShares = tensor(
            [.. context.ClassShares.Select(s => spec.FakeLabels == LabelSampling.Natural ? s : 1.0)], ScalarType.Float64).DetachFromDisposeScope();
    }

    public StepLosses Step(Batch real, Seed seed)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (real.Images, real.Labels);
        var n = (int)x.shape[0];

        // Discriminator: real images with their labels up, fakes with theirs down.
        var yf = DrawLabels(n, seed.For("labels"));
        var z = DrawNoise(n, seed.For("noise"));
        Tensor fake, lossD;
        using (Autocast.Enter(_context.Precision, _context.Device.type))
        {
            fake = _g.forward(z, yf);
            lossD = NonSaturatingLoss.Discriminator(
                _d.forward(Augment(x, seed.For("real")), y), _d.forward(Augment(fake.detach(), seed.For("fake")), yf));
        }
        _optimiserD.zero_grad();
        lossD.backward();
        _optimiserD.step();

        // Generator: the same fakes up, seen by the discriminator as it now is. Its weights get no gradient.
        Tensor lossG;
        SetTrainable(_d, false);
        using (Autocast.Enter(_context.Precision, _context.Device.type))
            lossG = NonSaturatingLoss.Generator(_d.forward(Augment(fake, seed.For("generator")), yf));
        _optimiserG.zero_grad();
        lossG.backward();
        _optimiserG.step();
        SetTrainable(_d, true);

        MovingAverage.Update(_average, _g, _spec.EmaDecay, _steps++);
        _statisticsAreStale = true;
        return new StepLosses(lossD.item<float>(), lossG.item<float>());
    }

    public Tensor Sample(Tensor labels, Tensor noise)
    {
        Shapes.Require(labels, [-1]);
        Shapes.Require(noise, [labels.shape[0], _spec.LatentSize]);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        RefreshStatistics();
        return _average.forward(noise.to(_context.Device), labels.to(_context.Device)).MoveToOuterDisposeScope();
    }

    public IReadOnlyDictionary<string, Tensor> GeneratorWeights()
    {
        RefreshStatistics();
        return _average.state_dict();
    }

    public void LoadGeneratorWeights(IReadOnlyDictionary<string, Tensor> weights)
    {
        Weights.Load(_average, weights);
        _statisticsAreStale = false;
    }

    public void Dispose()
    {
        foreach (IDisposable part in new IDisposable[] { _optimiserG, _optimiserD, _g, _average, _d, _fakeLabelShares })
            part.Dispose();
    }

    private ConvGenerator NewGenerator() =>
        new(_spec.LatentSize, _context.Classes, _context.Channels, _context.Resolution, _spec.MaxWidth);

    private Tensor DrawLabels(int n, Seed seed)
    {
        using var generator = seed.Torch(CPU);
        using var scope = NewDisposeScope();
        return multinomial(_fakeLabelShares, n, replacement: true, generator).to(_context.Device).MoveToOuterDisposeScope();
    }

    private Tensor DrawNoise(int n, Seed seed)
    {
        using var generator = seed.Torch(CPU);
        using var scope = NewDisposeScope();
        return randn([n, _spec.LatentSize], generator: generator).to(_context.Device).MoveToOuterDisposeScope();
    }

    private Tensor Augment(Tensor images, Seed seed) =>
        _spec.Augmentation == DiscriminatorAugmentation.DiffAugment ? DiffAugment.Apply(images, seed) : images;

    private void RefreshStatistics()
    {
        if (!_statisticsAreStale)
            return;
        var seed = _context.Seed.For("statistics");
        MovingAverage.RefreshStatistics(_average, StatisticsBatches, i =>
        {
            using var scope = NewDisposeScope();
            _average.forward(DrawNoise(64, seed.For(i).For("noise")), DrawLabels(64, seed.For(i).For("labels")));
        });
        _statisticsAreStale = false;
    }

    private static void SetTrainable(nn.Module network, bool trainable)
    {
        foreach (var parameter in network.parameters())
            parameter.requires_grad = trainable;
    }
}
