using Equipoise.Common;

namespace Equipoise.Data.Archives;

/// <summary>Counts every byte that an archive unpacks to, used or not, and stops where it is too much.</summary>
internal sealed class UnpackBudget(string path, long packed, ArchiveLimits limits)
{
    private const string Remedy = "If you trust it, unpack it yourself and give the folder.";

    private long _bytes;
    private int _entries;

    /// <exception cref="UserException">Too many bytes in all, or from too small an archive.</exception>
    public void Spend(long bytes)
    {
        _bytes += bytes;
        if (_bytes > limits.MaxBytes)
            throw UserException.BadData($"'{path}' unpacks to more than the limit of {limits.MaxBytes:N0} bytes.", Remedy);
        if (limits.IsBomb(_bytes, packed))
            throw UserException.BadData(
                $"'{path}' unpacks to more than {limits.MaxRatio:N0} times its {packed:N0} bytes, as no images do.", Remedy);
    }

    /// <exception cref="UserException">Too many entries.</exception>
    public void SpendEntry()
    {
        if (++_entries > limits.MaxEntries)
            throw UserException.BadData($"'{path}' has more than the limit of {limits.MaxEntries:N0} entries.", Remedy);
    }
}
