using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Generators.Losses;

/// <summary>Labels that real images do not have, which Improved BAGAN's discriminator learns to reject (Huang and Jafari 2020).</summary>
public static class WrongLabels
{
    /// <summary>A label for each image, uniform over the classes other than its own.</summary>
    /// <param name="labels">[N] int64, the true ones.</param>
    /// <param name="classes">At least two, or one where <paramref name="mayBeTrue"/>.</param>
    /// <param name="mayBeTrue">Draws over all classes, as the authors do: then one in <paramref name="classes"/> is right after all.</param>
    /// <returns>[N] int64.</returns>
    /// <exception cref="ArgumentException">There is no other class.</exception>
    public static Tensor Draw(Tensor labels, int classes, bool mayBeTrue, Seed seed)
    {
        Shapes.Require(labels, [-1]);
        var nearest = mayBeTrue ? 0 : 1;
        if (classes <= nearest)
            throw new ArgumentException($"Wrong labels need at least two classes; received {classes}.", nameof(classes));
        using var scope = NewDisposeScope();
        using var generator = seed.Torch(CPU);
        var steps = randint(nearest, classes, labels.shape, dtype: ScalarType.Int64, generator: generator).to(labels.device);
        return labels.Plus(steps).Remainder(classes).MoveToOuterDisposeScope();
    }
}
