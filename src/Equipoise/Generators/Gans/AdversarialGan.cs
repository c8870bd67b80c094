using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators.Augmentation;
using Equipoise.Generators.Autoencoding;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Generators.Gans;

/// <summary>
/// The training step that all GANs here share: the generator against the discriminator, samples from an average of the
/// generator's weights with statistics of its own. What differs stands in <see cref="AdversarialParts"/>.
/// </summary>
internal sealed class AdversarialGan : IGan
{
    // Enough batches for the averaged generator's statistics to be of a few hundred samples.
    private const int StatisticsBatches = 8;

    // As many as for a layer just drawn.
    private const int StatisticsIterations = 15;

    private readonly GanSpec _spec;
    private readonly GeneratorContext _context;
    private readonly AdversarialParts _parts;
    private readonly nn.Module<Tensor, Tensor, Tensor> _g;
    private readonly nn.Module<Tensor, Tensor, Tensor> _average;
    private readonly nn.Module<Tensor, Tensor, Tensor> _d;
    private readonly Optimiser _optimiserG;
    private readonly Optimiser _optimiserD;
    private readonly Autoencoder? _autoencoder;
    private readonly TrainingState _state = new();
    private readonly Tensor _fakeLabelShares;
    private long _calls;
    private long _generatorSteps;
    private bool _statisticsAreStale = true;

    public AdversarialGan(GanSpec spec, GeneratorContext context, AdversarialParts parts)
    {
        (_spec, _context, _parts) = (spec, context, parts);
        using var generator = context.Seed.For("weights").Torch(CPU);
        (_g, _average, _d) = (parts.Generator(), parts.Generator(), parts.Discriminator());
        parts.Initialise(_g, generator);
        parts.Initialise(_d, generator);
        parts.Constrain(_d);
        var autoencoder = parts.Autoencoder?.Invoke(_g, _d);
        if (autoencoder is not null)
            parts.Initialise(autoencoder.Encoder, generator);
        _average.load_state_dict(_g.state_dict());
        foreach (var network in new nn.Module[] { _g, _average, _d })
            network.to(context.Device);
        _average.eval();
        _optimiserG = spec.GeneratorOptimiser.Build(_g.parameters());
        _optimiserD = spec.DiscriminatorOptimiser.Build(_d.parameters());
        _autoencoder = autoencoder is null ? null : new Autoencoder(autoencoder, _g, spec.GeneratorOptimiser, context);
        _fakeLabelShares = tensor(
            [.. context.ClassShares.Select(s => spec.FakeLabels == LabelSampling.Natural ? s : 1.0)], ScalarType.Float64).DetachFromDisposeScope();
        FillState();
    }

    public IReadOnlyList<GeneratorPhase> Phases => _autoencoder is null
        ? [new("adversarial", _spec.Epochs, Step)]
        : [
            new("autoencoder", _autoencoder.Epochs, StepAutoencoder),
            new("adversarial", _spec.Epochs, Step) { Begin = BeginAdversarial },
        ];

    public IReadOnlyDictionary<string, nn.Module> Networks => _state.Networks;

    /// <summary>The generator under training.</summary>
    public nn.Module Generator => _g;

    /// <summary>The discriminator under training.</summary>
    public nn.Module Discriminator => _d;

    public StepLosses Step(Batch real, Seed seed)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (real.Images, real.Labels);
        var n = (int)x.shape[0];
        var losses = new StepLosses();
        var generatorToo = ++_calls % _spec.DiscriminatorSteps == 0;

        // Fakes, with their way back to the generator only where it follows.
        var yf = DrawLabels(n, seed.For("labels"));
        var z = DrawNoise(n, seed.For("noise"));
        Tensor fake;
        if (generatorToo)
            SpectralNorm.Advance(_g);
        using (set_grad_enabled(generatorToo))
        using (EnterPrecision())
            fake = _g.forward(z, yf);

        // Discriminator: real images with their labels up, fakes with theirs down, and the penalty on its slope.
        SpectralNorm.Advance(_d);
        SeededDropout.Begin(_d, seed.For("dropout"));
        x = Augment(x, seed.For("real"));
        var m = _parts.FakesShown(n);
        var (shown, ys) = (Augment(fake.detach()[..m], seed.For("fake")), yf[..m]);
        Tensor lossD;
        using (EnterPrecision())
            lossD = _parts.Loss.Discriminator(_d.forward(x, y), y, _d.forward(shown, ys));
        losses["discriminator"] = lossD.item<float>();
        foreach (var (name, term) in _parts.Terms)
        {
            var weighted = term(Judge, x, y, shown, seed.For(name));
            losses[name] = weighted.item<float>();
            lossD = lossD.Plus(weighted);
        }
        if (!losses.Finite)
            return losses;
        _spec.DiscriminatorOptimiser.Step(_optimiserD, lossD);
        _parts.Constrain(_d);
        if (!generatorToo)
            return losses;

        // Generator: the same fakes up, seen by the discriminator as it now is. Its weights get no gradient.
        Tensor lossG;
        SetTrainable(_d, false);
        using (EnterPrecision())
            lossG = _parts.Loss.Generator(_d.forward(Augment(fake, seed.For("generator")), yf), yf);
        losses["generator"] = lossG.item<float>();
        SetTrainable(_d, true);
        if (!losses.Finite)
            return losses;
        _spec.GeneratorOptimiser.Step(_optimiserG, lossG);
        UpdateAverage();
        return losses;
    }

    public Tensor Sample(Tensor labels, Tensor noise)
    {
        using var noGrad = no_grad();
        return Decode(labels, noise);
    }

    public Tensor Decode(Tensor labels, Tensor noise)
    {
        Shapes.Require(labels, [-1]);
        Shapes.Require(noise, [labels.shape[0], _spec.LatentSize]);
        using var scope = NewDisposeScope();
        RefreshStatistics();
        return _average.forward(noise.to(_context.Device), labels.to(_context.Device)).MoveToOuterDisposeScope();
    }

    public Tensor Realness(Tensor images, Tensor labels)
    {
        Shapes.Require(images, [labels.shape[0], -1, -1, -1]);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var y = labels.to(_context.Device);
        _d.eval();
        try
        {
            return _parts.Loss.Realness(_d.forward(images.to(_context.Device), y), y).MoveToOuterDisposeScope();
        }
        finally
        {
            _d.train();
        }
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

    public void ScaleLearningRates(double factor)
    {
        _spec.GeneratorOptimiser.Scale(_optimiserG, factor);
        _spec.DiscriminatorOptimiser.Scale(_optimiserD, factor);
        _autoencoder?.ScaleLearningRate(factor);
    }

    public IReadOnlyDictionary<string, Tensor> State() => _state.Read();

    public void LoadState(IReadOnlyDictionary<string, Tensor> state)
    {
        _state.Write(state);
        _statisticsAreStale = true;
    }

    public void Dispose()
    {
        _autoencoder?.Dispose();
        foreach (IDisposable part in new IDisposable[] { _optimiserG, _optimiserD, _g, _average, _d, _fakeLabelShares })
            part.Dispose();
    }

    private void FillState()
    {
        foreach (var (name, network) in new[] { ("generator", _g), ("average", _average), ("discriminator", _d) })
            _state.Add(name, network);
        _state.Add("generator", _optimiserG, _g);
        _state.Add("discriminator", _optimiserD, _d);
        _state.Add("calls", () => _calls, n => _calls = n);
        _state.Add("generatorSteps", () => _generatorSteps, n => _generatorSteps = n);
        _autoencoder?.AddTo(_state, _g);
    }

    private StepLosses StepAutoencoder(Batch real, Seed seed)
    {
        SpectralNorm.Advance(_g);
        var losses = _autoencoder!.Step(real, seed);
        UpdateAverage();
        return losses;
    }

    // The average starts anew from what the autoencoder has learned.
    private void BeginAdversarial(IEnumerable<Batch> images)
    {
        _autoencoder!.HandOver(images);
        using var noGrad = no_grad();
        _average.load_state_dict(_g.state_dict());
        _generatorSteps = 0;
        _statisticsAreStale = true;
    }

    private void UpdateAverage()
    {
        MovingAverage.Update(_average, _g, _spec.EmaDecay, _generatorSteps++);
        _statisticsAreStale = true;
    }

    private Autocast EnterPrecision() => Autocast.Enter(_context.Precision, _context.Device.type);

    // The backward passes of a penalty belong outside of the precision.
    private Tensor Judge(Tensor images, Tensor labels)
    {
        using var precision = EnterPrecision();
        return _d.forward(images, labels);
    }

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
        using var noGrad = no_grad();
        SpectralNorm.CopyVectors(_g, _average);
        SpectralNorm.Advance(_average, StatisticsIterations);
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
