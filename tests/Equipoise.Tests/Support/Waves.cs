using static TorchSharp.torch;

namespace Equipoise.Tests.Support;

/// <summary>Inputs that Python can repeat.</summary>
internal static class Waves
{
    /// <summary>sin(0.11 k) for the k-th number.</summary>
    public static Tensor Of(params long[] shape) =>
        tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(k => (float)Math.Sin(k * 0.11)).ToArray()).reshape(shape);

    /// <summary>Requires every 16th number to be as another implementation has it, by a part of the largest.</summary>
    public static void RequireNear(double[] expected, Tensor actual, double part)
    {
        using var scope = NewDisposeScope();
        var numbers = actual.flatten().cpu().data<float>().ToArray().Where((_, k) => k % 16 == 0).ToArray();
        Assert.Equal(expected.Length, numbers.Length);
        var largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(numbers), p => Assert.Equal(p.First, p.Second, part * largest));
    }
}
