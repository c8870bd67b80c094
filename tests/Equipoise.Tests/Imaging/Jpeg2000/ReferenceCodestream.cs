using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging.Jpeg2000;

/// <summary>A codestream that OpenJPEG encoded, and what it decodes from it; see tools/reference/jpeg2000.py.</summary>
internal sealed class ReferenceCodestream(JsonNode json)
{
    public static IReadOnlyList<ReferenceCodestream> All { get; } =
        [.. ReferenceNumbers.Read("jpeg2000.json").AsArray().Select(c => new ReferenceCodestream(c!))];

    public static ReferenceCodestream Named(string name) => All.Single(c => c.Name == name);

    public string Name { get; } = json["name"]!.GetValue<string>();

    public byte[] Content { get; } = Convert.FromBase64String(json["codestream"]!.GetValue<string>());

    public bool Signed => json["signed"]!.GetValue<bool>();

    public (int Width, int Height, int Components, int Precision) Shape =>
        (Number("width"), Number("height"), Number("components"), Number("precision"));

    /// <summary>SHA-256 of the samples as little-endian int32; null where <see cref="Pixels"/> are given instead.</summary>
    public string? Hash => json["sha256"]?.GetValue<string>();

    public int[] Pixels
    {
        get
        {
            var bytes = Convert.FromBase64String(json["pixels"]!.GetValue<string>());
            return [.. bytes.Chunk(2).Select<byte[], int>(
                b => Signed ? BinaryPrimitives.ReadInt16LittleEndian(b) : BinaryPrimitives.ReadUInt16LittleEndian(b))];
        }
    }

    public static string HashOf(Samples samples) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(samples.Values.AsSpan())));

    private int Number(string key) => json[key]!.GetValue<int>();
}
