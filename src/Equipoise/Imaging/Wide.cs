using System.Runtime.Intrinsics;

namespace Equipoise.Imaging;

/// <summary>Bytes to numbers, sixteen at a time.</summary>
internal static class Wide
{
    /// <summary>Bytes in one step.</summary>
    public const int Step = 16;

    /// <summary>The first <see cref="Step"/> bytes as integers.</summary>
    public static (Vector256<int> First, Vector256<int> Second) Load(ReadOnlySpan<byte> bytes)
    {
        var (low, high) = Vector128.Widen(Vector128.Create(bytes));
        return (Widen(low), Widen(high));
    }

    private static Vector256<int> Widen(Vector128<ushort> samples) =>
        Vector256.Create(Vector128.WidenLower(samples), Vector128.WidenUpper(samples)).AsInt32();
}
