using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>An element type that weights files may hold, under each format's name for it.</summary>
/// <param name="Bytes">Of one element.</param>
/// <param name="Safetensors">The safetensors name, e.g. F32.</param>
/// <param name="Storage">The class of PyTorch's storages of it, e.g. FloatStorage.</param>
internal sealed record TensorType(ScalarType Type, int Bytes, string Safetensors, string Storage)
{
    /// <summary>All, by alignment as in the reference implementation of safetensors.</summary>
    public static IReadOnlyList<TensorType> All { get; } =
    [
        new(ScalarType.Bool, 1, "BOOL", "BoolStorage"),
        new(ScalarType.Byte, 1, "U8", "ByteStorage"),
        new(ScalarType.Int8, 1, "I8", "CharStorage"),
        new(ScalarType.Int16, 2, "I16", "ShortStorage"),
        new(ScalarType.Float16, 2, "F16", "HalfStorage"),
        new(ScalarType.BFloat16, 2, "BF16", "BFloat16Storage"),
        new(ScalarType.Int32, 4, "I32", "IntStorage"),
        new(ScalarType.Float32, 4, "F32", "FloatStorage"),
        new(ScalarType.Float64, 8, "F64", "DoubleStorage"),
        new(ScalarType.Int64, 8, "I64", "LongStorage"),
    ];

    /// <summary>The type of a tensor.</summary>
    /// <exception cref="ArgumentException">No weights file holds such tensors.</exception>
    public static TensorType Of(Tensor tensor) => All.FirstOrDefault(t => t.Type == tensor.dtype)
        ?? throw new ArgumentException($"Tensors of type {tensor.dtype} are not kept in weights files.", nameof(tensor));
}
