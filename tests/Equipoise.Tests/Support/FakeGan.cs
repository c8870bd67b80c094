using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using static TorchSharp.torch;

namespace Equipoise.Tests.Support;

/// <summary>A GAN of one number, the weight, which every step raises by the learning rate's factor.</summary>
internal sealed class FakeGan(Func<Tensor, Tensor, Tensor>? sample = null, int epochs = 1) : IGan
{
    private readonly Tensor _weight = zeros(1).DetachFromDisposeScope();
    private double _factor = 1;

    /// <summary>What a step says, given its number and the weight.</summary>
    public Func<long, double, StepLosses> Losses { get; init; } = (_, w) => new StepLosses { ["generator"] = w };

    /// <summary>Steps of this object, also those that were taken back.</summary>
    public long Steps { get; private set; }

    /// <summary>The factors that were set, one for each step.</summary>
    public List<double> Factors { get; } = [];

    /// <summary>The labels of all samples so far.</summary>
    public List<long> Asked { get; } = [];

    public double Weight => _weight.item<float>();

    public IReadOnlyList<GeneratorPhase> Phases => [new("adversarial", epochs, Step) { EndEpoch = EndEpoch }];

    /// <summary>What happens at the end of every epoch.</summary>
    public Action<IEnumerable<Batch>> EndEpoch { get; init; } = _ => { };

    public IReadOnlyDictionary<string, nn.Module> Networks => new Dictionary<string, nn.Module>();

    public StepLosses Step(Batch real, Seed seed)
    {
        var losses = Losses(Steps++, Weight);
        Factors.Add(_factor);
        using var noGrad = no_grad();
        _weight.add_(_factor);
        return losses;
    }

    public Tensor Sample(Tensor labels, Tensor noise)
    {
        Asked.AddRange(labels.data<long>());
        return sample!(labels, noise);
    }

    public Tensor Decode(Tensor labels, Tensor noise) => sample!(labels, noise);

    /// <summary>How real images are found.</summary>
    public Func<Tensor, Tensor, Tensor> Judge { get; init; } = (images, _) => images.mean([1, 2, 3]);

    public Tensor Realness(Tensor images, Tensor labels) => Judge(images, labels);

    public void ScaleLearningRates(double factor) => _factor = factor;

    public IReadOnlyDictionary<string, Tensor> GeneratorWeights() => State();

    public void LoadGeneratorWeights(IReadOnlyDictionary<string, Tensor> weights) => LoadState(weights);

    public IReadOnlyDictionary<string, Tensor> State() => new Dictionary<string, Tensor> { ["weight"] = _weight };

    public void LoadState(IReadOnlyDictionary<string, Tensor> state)
    {
        using var noGrad = no_grad();
        _weight.copy_(state["weight"]);
    }

    public void Dispose() => _weight.Dispose();
}
