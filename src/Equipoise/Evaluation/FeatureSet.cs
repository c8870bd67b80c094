using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>The features of a set of images: all that metrics see of them.</summary>
public sealed class FeatureSet : IDisposable
{
    private readonly string[] _groups;

    /// <param name="values">[N,D] floating point; copied.</param>
    /// <param name="groups">Whose image each is: those of one patient are not independent. Null where every image stands alone.</param>
    /// <exception cref="ArgumentException">No matrix, another number of groups, or a feature that is no finite number.</exception>
    public FeatureSet(Tensor values, IReadOnlyList<string>? groups = null)
    {
        Shapes.Require(values, [-1, -1]);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        if (FirstBad(values) is { } row)
            throw new ArgumentException($"Image {row} has a feature that is no finite number.", nameof(values));
        Values = values.to(ScalarType.Float64, copy: true).to(CPU).DetachFromDisposeScope();
        _groups = [.. groups ?? Enumerable.Range(0, Count).Select(i => $"{i}")];
        if (_groups.Length != Count)
            throw new ArgumentException($"{_groups.Length} groups for {Count} images.", nameof(groups));
    }

    /// <summary>[N,D] float64 in main memory.</summary>
    public Tensor Values { get; }

    /// <summary>Whose image each is.</summary>
    public IReadOnlyList<string> Groups => _groups;

    /// <summary>Images.</summary>
    public int Count => (int)Values.shape[0];

    /// <summary>Features per image.</summary>
    public int Width => (int)Values.shape[1];

    /// <summary>Some of the images, in this order; the caller disposes the set.</summary>
    public FeatureSet Take(IReadOnlyList<int> rows)
    {
        using var scope = NewDisposeScope();
        return new FeatureSet(Values.index_select(0, tensor(rows.Select(r => (long)r).ToArray())), [.. rows.Select(r => _groups[r])]);
    }

    private static long? FirstBad(Tensor values)
    {
        var bad = values.isfinite().logical_not().any(1);
        return bad.any().item<bool>() ? bad.to(ScalarType.Int64).argmax().item<long>() : null;
    }

    public void Dispose() => Values.Dispose();
}
