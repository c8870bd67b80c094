using static TorchSharp.torch;

namespace Equipoise.Common;

/// <summary>
/// What <see cref="TensorMath"/> and the operators of <see cref="Number"/> compute, but in the memory of the first tensor, which is
/// returned.
/// </summary>
internal static class InPlaceMath
{
    public static Tensor PlusInPlace(this Tensor x, Tensor y) => x.add_(y, TensorMath.Whole);

    public static Tensor PlusInPlace(this Tensor x, Number number) =>
        number.With(x, static (x, n) => x.add_(n, TensorMath.Whole));

    public static Tensor MinusInPlace(this Tensor x, Number number) => number.With(x, static (x, n) => x.sub_(n));

    public static Tensor TimesInPlace(this Tensor x, Number number) => number.With(x, static (x, n) => x.mul_(n));

    public static Tensor OverInPlace(this Tensor x, Number number) => number.With(x, static (x, n) => x.div_(n));

    public static Tensor ToThePowerInPlace(this Tensor x, Number exponent) => exponent.With(x, static (x, n) => x.pow_(n));

    public static Tensor FillInPlace(this Tensor x, Number value) => value.With(x, static (x, n) => x.fill_(n));

    public static Tensor ClampInPlace(this Tensor x, Number least, Number greatest)
    {
        using var min = least.ToScalar();
        using var max = greatest.ToScalar();
        return x.clamp_(min, max);
    }

    /// <summary>Where <paramref name="mask"/> is true.</summary>
    public static Tensor FillInPlace(this Tensor x, Tensor mask, Number value)
    {
        using var scalar = value.ToScalar();
        return x.masked_fill_(mask, scalar);
    }
}
