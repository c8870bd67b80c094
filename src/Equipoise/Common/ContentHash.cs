using System.Security.Cryptography;

namespace Equipoise.Common;

/// <summary>SHA-256 of some content, as 64 lower-case hexadecimal digits.</summary>
public readonly record struct ContentHash(string Hex) : IComparable<ContentHash>
{
    public static ContentHash Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    public static ContentHash Of(Stream content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Of all that a file holds.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ContentHash OfFile(string path)
    {
        using var file = File.OpenRead(path);
        return Of(file);
    }

    public static ContentHash Of(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The first 12 digits, for people.</summary>
    public string Short => Hex[..12];

    public int CompareTo(ContentHash other) => string.CompareOrdinal(Hex, other.Hex);

    public override string ToString() => Hex;
}
