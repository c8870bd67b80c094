using System.IO.Compression;
using Equipoise.Imaging;

namespace Equipoise.Tests.Imaging;

public class InflaterTests
{
    // Noise, few values, repetition at a short distance, sparse, and narrow noise: stored, fixed and dynamic blocks,
    // long and short codes, copies that overlap themselves.
    private static readonly Func<Random, int, byte>[] Kinds =
    [
        (random, _) => (byte)random.Next(256),
        (random, _) => (byte)random.Next(4),
        (_, i) => (byte)(i % 7),
        (random, _) => (byte)(random.Next(10) > 0 ? 0 : random.Next(256)),
        (random, _) => (byte)(100 + random.Next(4) * random.Next(4) * random.Next(4)),
        (random, i) => (byte)(i / 40 % 3 > 0 ? i * i / 300 : random.Next(256)),
    ];

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Inflate_WhatZlibDeflated_Same(CompressionLevel level)
    {
        var random = new Random(1);
        foreach (var kind in Kinds)
            foreach (var size in new[] { 0, 1, 15, 200, 70_000, random.Next(200_000) })
            {
                byte[] original = [.. Enumerable.Range(0, size).Select(i => kind(random, i))];
                Assert.Equal(original, Inflate(Deflate(original, level), size));
            }
    }

    [Fact]
    public void Inflate_LongerOrShorterThanAsked_Refused()
    {
        var stream = Deflate(new byte[1000], CompressionLevel.Optimal);
        Assert.NotNull(Inflate(stream, 1000));
        Assert.Null(Inflate(stream, 999));
        Assert.Null(Inflate(stream, 1001));
    }

    [Fact]
    public void Inflate_CutOff_Refused()
    {
        var random = new Random(2);
        foreach (var kind in Kinds)
        {
            var stream = Deflate([.. Enumerable.Range(0, 3000).Select(i => kind(random, i))], CompressionLevel.Optimal);
            for (var length = 0; length < stream.Length; length += 1 + stream.Length / 200)
                Assert.Null(Inflate(stream[..length], 3000));
        }
    }

    [Fact]
    public void Inflate_Garbled_NeverThrows()
    {
        var random = new Random(3);
        foreach (var kind in Kinds)
            for (var trial = 0; trial < 1000; trial++)
            {
                var stream = Deflate([.. Enumerable.Range(0, 500).Select(i => kind(random, i))], CompressionLevel.Optimal);
                for (var i = 0; i < 3; i++)
                    stream[random.Next(2, Math.Min(stream.Length, trial % 2 == 0 ? 40 : 500))] = (byte)random.Next(256);
                Inflate(stream, 500);
            }
    }

    private static byte[] Deflate(byte[] original, CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, level, leaveOpen: true))
        {
            zlib.Write(original);
            // Nothing at all would be written for nothing.
            if (original.Length == 0)
                return [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];
        }
        return stream.ToArray();
    }

    private static byte[]? Inflate(byte[] stream, int size)
    {
        var result = new byte[size + Inflater.Slack];
        return new Inflater([.. stream, .. new byte[Inflater.Slack]], stream.Length).Inflate(result) ? result[..size] : null;
    }
}
