using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Equipoise.Common;

/// <summary>Shape checks at public entries.</summary>
public static class Shapes
{
    /// <summary>Requires <paramref name="tensor"/> to have this shape; -1 stands for any size.</summary>
    /// <exception cref="ArgumentException">It has another.</exception>
    public static void Require(Tensor tensor, ReadOnlySpan<long> shape, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        var fits = tensor.dim() == shape.Length;
        for (var i = 0; fits && i < shape.Length; i++)
            fits = shape[i] < 0 || shape[i] == tensor.shape[i];
        if (!fits)
            throw new ArgumentException(
                $"{name} has shape [{string.Join(",", tensor.shape)}], expected [{string.Join(",", shape.ToArray())}].", name);
    }
}
