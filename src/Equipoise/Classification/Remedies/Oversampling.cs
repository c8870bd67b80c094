using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Classification.Remedies;

/// <summary>Every class equally often: images of rarer classes are repeated.</summary>
[Named("oversampling", "real images, those of rarer classes repeated until all classes are seen equally often")]
public sealed class Oversampling : IRemedy
{
    /// <inheritdoc/>
    public IBatchOrder Order(IReadOnlyList<int> labels, int classes, int batchSize, Seed seed) => new BalancedOrder(labels, classes, batchSize, seed);
}
