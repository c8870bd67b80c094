using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Data;

/// <summary>
/// Real images of a dataset, for example one part of a split. Validation and test accept only this type, and no
/// synthetic image can become one.
/// </summary>
public sealed class RealImages : IImageSet
{
    private readonly Dataset _dataset;
    private readonly int[] _members;

    internal RealImages(Dataset dataset, IEnumerable<int> members)
    {
        _dataset = dataset;
        _members = [.. members];
        Labels = [.. _members.Select(m => dataset.Records[m].Label)];
        Records = [.. _members.Select(m => dataset.Records[m])];
    }

    public IReadOnlyList<string> ClassNames => _dataset.ClassNames;

    public IReadOnlyList<int> Labels { get; }

    /// <summary>The images' records, in order.</summary>
    public IReadOnlyList<ImageRecord> Records { get; }

    public int Count => _members.Length;

    /// <summary>What was done to every image.</summary>
    public Preprocessing Preprocessing => _dataset.Preprocessing;

    /// <summary>Images of each class.</summary>
    public IReadOnlyList<int> PerClass => this.CountPerClass(ClassNames.Count);

    /// <inheritdoc/>
    public Tensor Gather(ReadOnlySpan<int> numbers)
    {
        var rows = new int[numbers.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = _members[numbers[i]];
        return _dataset.Gather(rows);
    }
}
