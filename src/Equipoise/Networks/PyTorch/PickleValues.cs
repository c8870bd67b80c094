namespace Equipoise.Networks.PyTorch;

/// <summary>A dictionary in a pickle, in its order. It is never looked up in, so that no keys can be chosen to make that slow.</summary>
/// <param name="Ordered">Whether it is Python's OrderedDict, which alone may carry attributes.</param>
internal sealed record PickleDictionary(bool Ordered)
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];
}

/// <summary>The numbers in one entry of the archive.</summary>
/// <param name="Key">The entry's name within data/.</param>
/// <param name="Count">Elements.</param>
internal sealed record StoredNumbers(string Key, TensorType Type, long Count);

/// <summary>A tensor: a strided view of stored numbers, all of which lies within them.</summary>
/// <param name="Offset">Elements before its first.</param>
internal sealed record StoredTensor(StoredNumbers Numbers, long Offset, long[] Shape, long[] Strides);
