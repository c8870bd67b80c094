using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using Equipoise.Statistics;
using static TorchSharp.torch;

namespace Equipoise.Classification;

/// <summary>A classifier and how its training went.</summary>
public sealed class TrainedClassifier : IDisposable
{
    private const int BatchSize = 128;

    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly ClassifierSettings _settings;
    private readonly IReadOnlyList<string> _classNames;
    private readonly Compute _compute;
    private readonly List<ClassifierEpoch> _curve = [];
    private Dictionary<string, Tensor> _best = [];

    internal TrainedClassifier(nn.Module<Tensor, Tensor> network, ClassifierSettings settings, IReadOnlyList<string> classNames, Compute compute) =>
        (_network, _settings, _classNames, _compute) = (network, settings, classNames, compute);

    /// <summary>Losses per epoch.</summary>
    public IReadOnlyList<ClassifierEpoch> Curve => _curve;

    /// <summary>The weights of the best epoch so far; empty before the first and after training.</summary>
    internal IReadOnlyDictionary<string, Tensor> Best => _best;

    /// <summary>The epoch whose weights these are, from 1.</summary>
    public int BestEpoch => _curve.MinBy(e => e.ValidationLoss)!.Epoch;

    /// <summary>What the classifier says of each image.</summary>
    /// <param name="images">Real images only: scores are what results are made of.</param>
    public IReadOnlyList<ScoredImage> Score(RealImages images)
    {
        var result = new List<ScoredImage>(images.Count);
        Each(images, (numbers, logits, _) =>
        {
            using var scope = NewDisposeScope();
            var scores = (_settings.Loss == ClassifierLoss.Softmax ? logits.softmax(1) : logits.sigmoid()).cpu(); // [n,K]
            var values = scores.data<float>();
            for (var i = 0; i < numbers.Length; i++)
            {
                var record = images.Records[numbers[i]];
                result.Add(new ScoredImage(record.Path, record.Group, record.Label,
                    [.. Enumerable.Range(0, _classNames.Count).Select(c => (double)values[i * _classNames.Count + c])]));
            }
        });
        return result;
    }

    /// <summary>Mean loss over images.</summary>
    public double Loss(RealImages images)
    {
        var sum = 0.0;
        Each(images, (numbers, logits, labels) =>
        {
            using var scope = NewDisposeScope();
            sum += ClassifierLosses.Mean(_settings.Loss, logits, Conditioning.OneHot(labels, _classNames.Count)).item<float>() * numbers.Length;
        });
        return sum / images.Count;
    }

    /// <summary>Writes the classifier; <see cref="ClassifierFolder"/> reads it.</summary>
    /// <param name="trainedOn">Real images of its classes, prepared as all that it sees.</param>
    /// <param name="training">What tells its training from any other, if anything.</param>
    public void Save(string folder, RealImages trainedOn, string? training = null) =>
        ClassifierFolder.Save(folder, _network, _settings.Network, trainedOn, training);

    public void Dispose()
    {
        Forget();
        _network.Dispose();
    }

    internal void EpochEnded(ClassifierEpoch epoch)
    {
        if (!double.IsFinite(epoch.ValidationLoss))
            throw new DivergedException("the classifier", $"on the validation images after epoch {epoch.Epoch}");
        _curve.Add(epoch);
        if (BestEpoch != epoch.Epoch)
            return;
        Forget();
        _best = Weights.Snapshot(_network);
    }

    /// <summary>Goes on after these epochs.</summary>
    /// <param name="best">Becomes the classifier's own.</param>
    internal void Resume(IEnumerable<ClassifierEpoch> curve, Dictionary<string, Tensor> best)
    {
        _curve.AddRange(curve);
        _best = best;
    }

    internal void RestoreBest()
    {
        Weights.Load(_network, _best);
        Forget();
    }

    private void Forget()
    {
        foreach (var tensor in _best.Values)
            tensor.Dispose();
        _best = [];
    }

    // In single precision whatever the training: rounded scores would tie, and ties move the area under the curve.
    private void Each(RealImages images, Action<int[], Tensor, Tensor> see)
    {
        _network.eval();
        using var noGrad = no_grad();
        foreach (var numbers in Enumerable.Range(0, images.Count).Chunk(BatchSize))
        {
            using var scope = NewDisposeScope();
            using var batch = images.Take(numbers, _compute.Device);
            see(numbers, _network.forward(batch.Images), batch.Labels);
        }
    }
}
