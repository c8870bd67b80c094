using static TorchSharp.torch;

namespace Equipoise.Networks.PyTorch;

/// <summary>Reads the tensors of a <c>.pth</c> or <c>.pt</c> file. Nothing in it is ever run.</summary>
internal static class PthFile
{
    private const string Remedy =
        "Save nothing but the weights, in Python: torch.save(model.state_dict(), 'weights.pth'). Be wary of a file that others gave you.";

    /// <summary>Reads tensors as they were saved: views of storages, each of which is read once. The caller disposes them.</summary>
    /// <param name="choose">From all names of the file those to read; all where null.</param>
    /// <exception cref="Common.UserException">The file is damaged or hostile, or holds more than weights.</exception>
    public static Dictionary<string, Tensor> Read(string path, Func<IReadOnlyCollection<string>, IEnumerable<string>>? choose) =>
        WeightsFile.Open(path, Remedy, file =>
        {
            using var scope = NewDisposeScope();
            using IPthStorages archive = IsZip(file) ? new PthArchive(file) : new PthStream(file);
            var tensors = StateDictionary.Flatten(archive.Contents());
            var chosen = choose?.Invoke([.. tensors.Keys]).ToHashSet();
            var storages = new Dictionary<string, (StoredNumbers Numbers, Tensor Tensor)>();
            var result = new Dictionary<string, Tensor>();
            foreach (var (name, stored) in tensors.Where(t => chosen?.Contains(t.Key) != false))
            {
                if (!storages.TryGetValue(stored.Numbers.Key, out var storage))
                    storages[stored.Numbers.Key] = storage = (stored.Numbers, archive.Read(stored.Numbers));
                if (storage.Numbers != stored.Numbers)
                    throw new InvalidDataException("two of its tensors disagree about what is stored for both.");
                result[name] = View(storage.Tensor, stored);
            }
            foreach (var tensor in result.Values)
                tensor.DetachFromDisposeScope();
            return result;
        });

    private static bool IsZip(FileStream file)
    {
        var first = file.ReadByte();
        file.Position = 0;
        return first == 'P';
    }

    private static Tensor View(Tensor storage, StoredTensor stored) => stored.Shape.Contains(0)
        ? empty(stored.Shape, storage.dtype)
        : storage.as_strided(stored.Shape, stored.Strides, stored.Offset);
}
