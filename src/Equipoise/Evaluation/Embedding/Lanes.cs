using System.Numerics;

namespace Equipoise.Evaluation.Embedding;

/// <summary>A vector of complex numbers, one of each of several signals that are transformed side by side.</summary>
internal readonly record struct Lanes(Vector<float> Real, Vector<float> Imaginary)
{
    /// <summary>Signals side by side.</summary>
    public static int Count => Vector<float>.Count;

    public Lanes Conjugate => new(Real, -Imaginary);

    /// <summary>Times -i.</summary>
    public Lanes Turned => new(Imaginary, -Real);

    public static Lanes operator +(Lanes a, Lanes b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    public static Lanes operator -(Lanes a, Lanes b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

    public static Lanes operator *(Lanes a, float factor) => new(a.Real * factor, a.Imaginary * factor);

    /// <summary>Every number times the same complex one.</summary>
    public static Lanes operator *(Lanes a, (float Real, float Imaginary) factor)
    {
        var (r, i) = (new Vector<float>(factor.Real), new Vector<float>(factor.Imaginary));
        return new(a.Real * r - a.Imaginary * i, a.Real * i + a.Imaginary * r);
    }
}
