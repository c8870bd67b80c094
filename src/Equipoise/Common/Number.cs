using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Common;

/// <summary>
/// A number beside a tensor in a formula, as in <c>(x - One) * (Number)weight</c>. TorchSharp's own operators make a
/// <see cref="Scalar"/> to which nothing refers while libtorch reads it, so that its finaliser may free it meanwhile; here it is
/// held until libtorch is done. Whole numbers stay whole, so that a tensor of integers remains one.
/// </summary>
internal readonly struct Number
{
    private readonly double _fraction;
    private readonly long? _whole;

    private Number(double fraction, long? whole) => (_fraction, _whole) = (fraction, whole);

    /// <summary>0.</summary>
    public static Number Zero => 0;

    /// <summary>1/2.</summary>
    public static Number Half => 0.5;

    /// <summary>1.</summary>
    public static Number One => 1;

    /// <summary>2.</summary>
    public static Number Two => 2;

    public static implicit operator Number(double value) => new(value, null);

    public static implicit operator Number(long value) => new(0, value);

    public static implicit operator Number(int value) => new(0, value);

    public static Tensor operator +(Tensor x, Number number) => number.With(x, static (x, n) => x.add(n, TensorMath.Whole));

    public static Tensor operator +(Number number, Tensor x) => x + number;

    public static Tensor operator -(Tensor x, Number number) => number.With(x, static (x, n) => x.sub(n));

    public static Tensor operator -(Number number, Tensor x) => -x + number;

    public static Tensor operator *(Tensor x, Number number) => number.With(x, static (x, n) => x.mul(n));

    public static Tensor operator *(Number number, Tensor x) => x * number;

    public static Tensor operator /(Tensor x, Number number) => number.With(x, static (x, n) => x.div(n));

    public static Tensor operator /(Number number, Tensor x) => x.reciprocal() * number;

    public static Tensor operator <(Tensor x, Number number) => number.With(x, static (x, n) => x.lt(n));

    public static Tensor operator >(Tensor x, Number number) => number.With(x, static (x, n) => x.gt(n));

    public static Tensor operator <=(Tensor x, Number number) => number.With(x, static (x, n) => x.le(n));

    public static Tensor operator >=(Tensor x, Number number) => number.With(x, static (x, n) => x.ge(n));

    /// <summary>The number as libtorch takes it, to be disposed only when libtorch is done with it.</summary>
    public Scalar ToScalar() => _whole is { } whole ? (Scalar)whole : (Scalar)_fraction;

    /// <summary>What an operation of libtorch makes of the tensor and this number, which is held meanwhile.</summary>
    public Tensor With(Tensor x, Func<Tensor, Scalar, Tensor> operation)
    {
        using var scalar = ToScalar();
        return operation(x, scalar);
    }
}
