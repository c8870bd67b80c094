using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Networks.PyTorch;

/// <summary>
/// What <c>torch.save</c> wrote before PyTorch 1.6, and still does on request: pickles of a magic number, a version, the machine,
/// the contents and the storages' keys, one after the other; then of each storage the number of elements and the elements.
/// There is no checksum. Inside, errors are <see cref="InvalidDataException"/> with a reason.
/// </summary>
internal sealed class PthStream(FileStream file) : IPthStorages
{
    private const long Version = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly Dictionary<string, (StoredNumbers Numbers, long Position)> _storages = [];

    /// <inheritdoc/>
    public object? Contents()
    {
        var bytes = new byte[Math.Min(file.Length, PickleLimits.Bytes)];
        file.Position = 0;
        file.ReadExactly(bytes);
        var pickles = new PickleInput(bytes);
        if (PickleMachine.ReadNext(pickles, []) is not BigInteger magic || magic != Magic)
            throw new InvalidDataException("it is a pickle, but not one that torch.save wrote.");
        if (PickleMachine.ReadNext(pickles, []) is not Version)
            throw new InvalidDataException($"it is of another version than {Version}, the only one that is read.");
        RequireLittleEndian(PickleMachine.ReadNext(pickles, []));
        var named = new List<StoredNumbers>();
        var contents = PickleMachine.ReadNext(pickles, named);
        Locate(PickleMachine.ReadNext(pickles, []), named, pickles.Position);
        return contents;
    }

    /// <inheritdoc/>
    public Tensor Read(StoredNumbers numbers)
    {
        if (!_storages.TryGetValue(numbers.Key, out var storage) || storage.Numbers != numbers)
            throw new InvalidDataException($"it lacks the storage '{Printable.Name(numbers.Key)}', or has it otherwise.");
        file.Position = storage.Position;
        return TensorBytes.Read(file, [numbers.Count], numbers.Type);
    }

    // The file is the caller's.
    public void Dispose()
    {
    }

    private static void RequireLittleEndian(object? machine)
    {
        if (machine is not PickleDictionary { Items: var items } || !items.Any(i => i is { Key: "little_endian", Value: true }))
            throw new InvalidDataException("its numbers are not little-endian, or it does not say so.");
    }

    // What follows the pickles must be the storages in the order of their keys, and nothing else.
    private void Locate(object? keys, List<StoredNumbers> named, long position)
    {
        var byKey = named.DistinctBy(n => n.Key).ToDictionary(n => n.Key);
        foreach (var key in keys as List<object?> ?? throw new InvalidDataException("it has no list of its storages."))
        {
            if (key is not string name || !byKey.TryGetValue(name, out var numbers) || TensorBytes.Count([numbers.Count], numbers.Type) is not { } bytes)
                throw new InvalidDataException("it lists a storage that no tensor views.");
            var start = position + sizeof(long);
            if (bytes > file.Length - start || CountAt(position) != numbers.Count || !_storages.TryAdd(name, (numbers, start)))
                throw new InvalidDataException($"the {numbers.Count:N0} elements of its storage '{Printable.Name(name)}' are not there.");
            position = start + bytes;
        }
        if (position != file.Length)
            throw new InvalidDataException($"its storages end after {position:N0} bytes, the file after {file.Length:N0}.");
    }

    private long CountAt(long position)
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        file.Position = position;
        file.ReadExactly(count);
        return BinaryPrimitives.ReadInt64LittleEndian(count);
    }
}
