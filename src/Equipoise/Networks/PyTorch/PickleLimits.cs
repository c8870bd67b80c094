namespace Equipoise.Networks.PyTorch;

/// <summary>What is refused in PyTorch's files, so that a hostile one can take neither the memory nor the time.</summary>
internal static class PickleLimits
{
    /// <summary>Bytes of the pickle; a tensor takes about 100 in it.</summary>
    public const int Bytes = 16 << 20;

    /// <summary>Values that are ever pushed, and values that are visited in search of tensors.</summary>
    public const int Values = 1_000_000;

    /// <summary>Dictionaries and lists within one another.</summary>
    public const int Depth = 32;

    /// <summary>Tensors of a file; one that lies in two places counts twice.</summary>
    public const int Tensors = 100_000;

    /// <summary>Letters of a tensor's dotted name.</summary>
    public const int NameLength = 500;

    /// <summary>Bytes of a whole number.</summary>
    public const int NumberBytes = 255;

    /// <summary>Entries of the archive.</summary>
    public const int Entries = 200_000;
}
