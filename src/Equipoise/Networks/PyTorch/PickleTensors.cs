namespace Equipoise.Networks.PyTorch;

/// <summary>What the allowed names do when a pickle calls them.</summary>
internal static class PickleTensors
{
    private const int LongestKey = 100;

    /// <exception cref="InvalidDataException">The arguments are not those that PyTorch writes.</exception>
    public static object? Call(PickleName callable, object?[] arguments) => (callable, arguments) switch
    {
        (PickleName.OrderedDict, []) => new PickleDictionary(Ordered: true),
        (PickleName.Size, [object?[] sides]) => sides,
        (PickleName.RebuildParameter, [StoredTensor tensor, bool, PickleDictionary]) => tensor,
        (PickleName.RebuildTensor, [StoredNumbers numbers, long offset, object?[] shape, object?[] strides, bool, PickleDictionary or null, .. var rest])
            when rest is [] or [PickleDictionary { Items: [] } or null] => Tensor(numbers, offset, Numbers(shape), Numbers(strides)),
        // As PyTorch wrote before 0.4.
        (PickleName.RebuildTensor, [StoredNumbers numbers, long offset, object?[] shape, object?[] strides]) =>
            Tensor(numbers, offset, Numbers(shape), Numbers(strides)),
        _ => throw new InvalidDataException($"its pickle calls {callable} with arguments that are not read."),
    };

    /// <summary>What a persistent id stands for: ('storage', type, key, device, elements), before PyTorch 1.6 with a None more.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static StoredNumbers Numbers(object? id) =>
        id is object?[] and ["storage", TensorType type, string { Length: > 0 and <= LongestKey } key, string, long and >= 0 and var count, .. var rest]
            && rest is [] or [null]
            ? new StoredNumbers(key, type, count)
            : throw new InvalidDataException("its pickle has a persistent id that is not the storage of a tensor.");

    private static long[] Numbers(object?[] values) => values.All(v => v is long)
        ? [.. values.Cast<long>()]
        : throw new InvalidDataException("its pickle has a shape that is not of whole numbers.");

    private static StoredTensor Tensor(StoredNumbers numbers, long offset, long[] shape, long[] strides)
    {
        if (shape.Length > TensorBytes.MaxDimensions || strides.Length != shape.Length)
            throw new InvalidDataException(
                $"it holds a tensor of {shape.Length:N0} sides and {strides.Length:N0} strides; as many, and up to {TensorBytes.MaxDimensions}, are read.");
        if (TensorBytes.Count(shape, numbers.Type) is not { } bytes)
            throw new InvalidDataException($"it holds a tensor of the impossible shape [{string.Join(',', shape)}].");
        // Of the last element, counted from the beginning of the storage.
        var last = (Int128)offset;
        for (var i = 0; bytes > 0 && i < shape.Length; i++)
            last += (Int128)(shape[i] - 1) * strides[i];
        if (offset < 0 || strides.Any(s => s < 0) || (bytes > 0 && last >= numbers.Count))
            throw new InvalidDataException(
                $"it holds a tensor of shape [{string.Join(',', shape)}] that reaches beyond the {numbers.Count:N0} numbers stored for it.");
        return new StoredTensor(numbers, offset, shape, strides);
    }
}
