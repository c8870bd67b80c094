using System.Text.Json.Nodes;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Support;

/// <summary>Files of weights that PyTorch wrote, with what is in them; see tools/reference/weights.py.</summary>
internal static class ReferenceWeights
{
    public static JsonNode All { get; } = ReferenceNumbers.Read("weights.json");

    public static byte[] File(this JsonNode node) => Convert.FromBase64String(node["file"]!.GetValue<string>());

    /// <summary>Requires the same names, types, shapes and bytes.</summary>
    public static void RequireSame(JsonNode expected, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var all = expected.AsObject();
        Assert.Equal(all.Select(t => t.Key).Order(StringComparer.Ordinal), tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(all, t => Assert.Equal(
            (t.Value!["type"]!.GetValue<string>(), string.Join(',', t.Value["shape"]!.AsArray()), t.Value["bytes"]!.GetValue<string>()),
            (TensorType.Of(tensors[t.Key]).Safetensors, string.Join(',', tensors[t.Key].shape), Convert.ToBase64String(Bytes(tensors[t.Key])))));
    }

    /// <summary>The elements in order of the shape.</summary>
    public static byte[] Bytes(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.contiguous().bytes.ToArray();
    }
}
