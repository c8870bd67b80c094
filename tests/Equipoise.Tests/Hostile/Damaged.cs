using Equipoise.Common;

namespace Equipoise.Tests.Hostile;

/// <summary>Damaged copies of a file: cut short, single bits flipped, bytes overwritten, parts repeated.</summary>
internal static class Damaged
{
    /// <summary>The same copies for the same seed.</summary>
    public static IEnumerable<byte[]> Copies(byte[] file, int count, ulong seed)
    {
        var random = new Seed(seed).Random();
        for (var i = 0; i < count; i++)
            yield return (i % 4) switch
            {
                0 => file[..random.Next(file.Length)],
                1 => Flipped(file, 1 + random.Next(8), random),
                // Headers are where a reader decides how much to do.
                2 => Overwritten(file, Math.Min(file.Length, 64), random),
                _ => [.. file[..random.Next(file.Length)], .. file[random.Next(file.Length)..]],
            };
    }

    private static byte[] Flipped(byte[] file, int bits, SplitMix random)
    {
        var copy = file.ToArray();
        for (var i = 0; i < bits; i++)
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    private static byte[] Overwritten(byte[] file, int within, SplitMix random)
    {
        byte[] extremes = [0, 1, 0x7F, 0x80, 0xFF];
        var copy = file.ToArray();
        for (var i = 0; i < 4; i++)
            copy[random.Next(within)] = extremes[random.Next(extremes.Length)];
        return copy;
    }
}
