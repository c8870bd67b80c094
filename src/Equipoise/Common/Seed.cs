using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Equipoise.Common;

/// <summary>
/// The only source of randomness. One root seed per run; children are derived by name or number through
/// SHA-256, so that a draw depends on where it is made and never on what was drawn before it. A step that
/// takes <c>seed.For(step)</c> needs no generator state in a checkpoint: its number is the state.
/// </summary>
public readonly record struct Seed(ulong Value)
{
    /// <summary>The child of this name.</summary>
    public Seed For(string name)
    {
        Span<byte> input = stackalloc byte[sizeof(ulong) + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteUInt64LittleEndian(input, Value);
        Encoding.UTF8.GetBytes(name, input[sizeof(ulong)..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return new Seed(BinaryPrimitives.ReadUInt64LittleEndian(digest));
    }

    /// <summary>The child of this number.</summary>
    public Seed For(long number) => For($"#{number}");

    /// <summary>A new managed generator; the same seed gives the same sequence on every platform.</summary>
    public SplitMix Random() => new(Value);

    /// <summary>A new torch generator on <paramref name="device"/>; the caller disposes it.</summary>
    public Generator Torch(Device device) => new(Value & long.MaxValue, device);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
