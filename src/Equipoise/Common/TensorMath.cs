using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Common;

/// <summary>
/// Operations that TorchSharp computes with numbers which it does not hold, among them the sum of two tensors; see
/// <see cref="Number"/>.
/// </summary>
internal static class TensorMath
{
    /// <summary>How much of the second term a sum takes: all.</summary>
    public static readonly Scalar Whole = 1;

    /// <summary>The sum, by element.</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, Whole);

    /// <summary>x^2.</summary>
    public static Tensor Squared(this Tensor x) => Number.Two.With(x, static (x, n) => x.pow(n));

    /// <summary>log(1 + exp(x)), and x itself above 20, where the two do not differ in single precision.</summary>
    public static Tensor Softplus(this Tensor x)
    {
        using Scalar beta = 1.0, threshold = 20.0;
        return Softplus(x, beta, threshold);
    }

    /// <summary>x, but no less than this.</summary>
    public static Tensor AtLeast(this Tensor x, Number least) => least.With(x, static (x, n) => x.clamp_min(n));

    /// <summary>Where x is this number.</summary>
    public static Tensor EqualTo(this Tensor x, Number number) => number.With(x, static (x, n) => x.eq(n));

    /// <summary>What is left over when whole multiples are taken away; of the divisor's sign.</summary>
    public static Tensor Remainder(this Tensor x, Number divisor) => divisor.With(x, static (x, n) => x.remainder(n));

    /// <summary>A tensor of one value.</summary>
    public static Tensor Full(long[] shape, Number value, ScalarType type, Device? device = null)
    {
        using var scalar = value.ToScalar();
        return full(shape, scalar, type, device);
    }

    /// <summary>0, 1, ... below <paramref name="count"/>.</summary>
    /// <returns>[count].</returns>
    public static Tensor Range(long count, ScalarType type = ScalarType.Int64, Device? device = null)
    {
        using Scalar start = 0, stop = count, step = 1;
        return arange(start, stop, step, type, device);
    }

    // TorchSharp's public ones take numbers, of which they make scalars themselves.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "softplus1")]
    private static extern Tensor Softplus(Tensor x, Scalar beta, Scalar threshold);
}
