using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// The safetensors format: eight bytes with the length of a JSON header, the header with each tensor's type, shape
/// and place, then the data, little-endian, without gaps. Reading is strict: whatever does not fit exactly is refused.
/// </summary>
public static class Safetensors
{
    private const string Remedy = "It may be damaged, or not a safetensors file; make or copy it again.";

    /// <summary>
    /// Writes tensors atomically, in the reference implementation's order: the widest types first, by name within a type, so
    /// that the same tensors give the same bytes and every one is aligned.
    /// </summary>
    /// <param name="metadata">Strings to keep with them.</param>
    /// <exception cref="ArgumentException">A name or type that the format has not, or too many names.</exception>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = tensors.Select(t => (Name: t.Key, Tensor: t.Value, Type: TensorType.Of(t.Value)))
            .OrderByDescending(t => Rank(t.Type)).ThenBy(t => t.Name, StringComparer.Ordinal).ToList();
        var header = SafetensorsHeader.Write(ordered.Select(t => (t.Name, t.Type, t.Tensor.shape)), metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var (_, tensor, type) in ordered)
                TensorBytes.Write(stream, tensor, type);
        });
    }

    /// <summary>Reads tensors onto the CPU; the caller disposes them.</summary>
    /// <param name="choose">From all names of the file those to read; all where null.</param>
    /// <exception cref="UserException">Not a valid safetensors file.</exception>
    public static Dictionary<string, Tensor> Read(string path, Func<IReadOnlyCollection<string>, IEnumerable<string>>? choose = null) =>
        WeightsFile.Open(path, Remedy, file =>
        {
            using var scope = NewDisposeScope();
            var entries = SafetensorsHeader.Read(file);
            var data = file.Position;
            var chosen = choose?.Invoke([.. entries.Select(e => e.Name)]).ToHashSet();
            var result = new Dictionary<string, Tensor>();
            foreach (var entry in entries.Where(e => chosen?.Contains(e.Name) != false))
            {
                file.Position = data + entry.Begin;
                result[entry.Name] = TensorBytes.Read(file, entry.Shape, entry.Type);
            }
            foreach (var tensor in result.Values)
                tensor.DetachFromDisposeScope();
            return result;
        });

    private static int Rank(TensorType type) => TensorType.All.Index().First(t => t.Item == type).Index;
}
