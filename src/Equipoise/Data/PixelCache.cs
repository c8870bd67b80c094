using System.IO.MemoryMappedFiles;
using System.Text.Json;
using Equipoise.Common;
using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Data;

/// <summary>
/// Every image of a source at the study's resolution, [N,C,H,W] uint8 in one memory-mapped file: each image is
/// decoded once ever. The file's name is a hash of the images' content and the preprocessing, so it can neither
/// be stale nor be mistaken for another.
/// </summary>
public sealed unsafe class PixelCache : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _pixels;

    private PixelCache(string path, Preprocessing preprocessing, int count)
    {
        (Preprocessing, Count) = (preprocessing, count);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _pixels);
    }

    public Preprocessing Preprocessing { get; }

    /// <summary>Images in the cache.</summary>
    public int Count { get; }

    /// <summary>Opens the cache of these images; decodes them if there is none yet.</summary>
    /// <param name="folder">Where caches lie, for example <see cref="DefaultFolder"/>.</param>
    /// <returns>The cache, and for each record its row, or the reason why it could not be decoded.</returns>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public static (PixelCache Cache, IReadOnlyList<CachedRow> Rows) Open(
        IImageSource source, Preprocessing preprocessing, string folder, IRunProgress progress)
    {
        var path = Path.Combine(folder, $"{Key(source, preprocessing).Short}.pixels");
        var index = $"{path}.json";
        var rows = Whole(path, index, source, preprocessing);
        if (rows is null)
        {
            rows = Filled(path, source, preprocessing, progress);
            AtomicFile.WriteText(index, JsonSerializer.Serialize(rows, Json.Options));
        }
        return (new PixelCache(path, preprocessing, rows.Count(r => r.Row >= 0)), rows);
    }

    // The index, which is written last; null where anything is missing, damaged, or failed for a reason that may be gone.
    private static CachedRow[]? Whole(string path, string index, IImageSource source, Preprocessing preprocessing)
    {
        if (!File.Exists(index) || !File.Exists(path))
            return null;
        try
        {
            var rows = Json.Read<CachedRow[]>(index);
            return rows.Length == source.Records.Count && !rows.Any(r => r.Transient)
                && new FileInfo(path).Length >= (long)rows.Count(r => r.Row >= 0) * preprocessing.ImageBytes ? rows : null;
        }
        catch (UserException)
        {
            return null;
        }
    }

    private static CachedRow[] Filled(string path, IImageSource source, Preprocessing preprocessing, IRunProgress progress)
    {
        try
        {
            return Fill(path, source, preprocessing, progress);
        }
        catch (UserException e) when (e.ExitCode == ExitCode.NoSpace)
        {
            throw new UserException(ExitCode.NoSpace, e.What, "Decoded images are kept there; name another folder in EQUIPOISE_CACHE.", e);
        }
    }

    /// <summary>EQUIPOISE_CACHE, else <c>equipoise</c> in the user's cache folder.</summary>
    public static string DefaultFolder => Variable("EQUIPOISE_CACHE") ?? Path.Combine(
        Variable("XDG_CACHE_HOME") ?? (OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache")),
        "equipoise");

    /// <summary>Copies rows of the cache.</summary>
    /// <returns>[n,C,H,W] uint8 on the CPU.</returns>
    public Tensor Gather(ReadOnlySpan<int> rows)
    {
        var (bytes, p) = (Preprocessing.ImageBytes, Preprocessing);
        var result = empty([rows.Length, p.Channels, p.Resolution, p.Resolution], ScalarType.Byte);
        var target = result.bytes;
        for (var i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(target.Slice(i * bytes, bytes));
        return result;
    }

    /// <summary>One image, [C,H,W] uint8.</summary>
    public ReadOnlySpan<byte> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        return new(_pixels + (long)row * Preprocessing.ImageBytes, Preprocessing.ImageBytes);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static ContentHash Key(IImageSource source, Preprocessing preprocessing) => ContentHash.Of(
        $"pixels 2, SkiaSharp {typeof(SkiaSharp.SKCodec).Assembly.GetName().Version}\n{preprocessing}\n{string.Join('\n', source.Records.Select(r => r.Hash.Hex))}");

    private static CachedRow[] Fill(string path, IImageSource source, Preprocessing preprocessing, IRunProgress progress)
    {
        var records = source.Records;
        var rows = new CachedRow[records.Count];
        AtomicFile.Write(path, stream =>
        {
            using var stage = progress.Begin("Decoding", records.Count);
            var next = 0;
            // In slices, so that memory stays flat and the rows keep the records' order.
            foreach (var slice in Enumerable.Range(0, records.Count).Chunk(256))
            {
                var images = new byte[slice.Length][];
                Parallel.For(0, slice.Length, i =>
                    (images[i], rows[slice[i]]) = Prepare(source, records[slice[i]], preprocessing));
                for (var i = 0; i < slice.Length; i++)
                    if (rows[slice[i]].Reason is null)
                    {
                        stream.Write(images[i]);
                        rows[slice[i]] = new(next++, null);
                    }
                stage.Report(slice[^1] + 1);
            }
            // An empty file cannot be mapped.
            if (next == 0)
                stream.WriteByte(0);
        });
        return rows;
    }

    private static (byte[], CachedRow) Prepare(IImageSource source, ImageRecord record, Preprocessing preprocessing)
    {
        try
        {
            return (preprocessing.Apply(source.Decode(record, preprocessing.Channels, preprocessing.Resolution)), new(0, null));
        }
        catch (UnreadableImageException e)
        {
            return ([], new(-1, e.Message, e.Transient));
        }
    }
}

/// <summary>Where a record's pixels stand in the cache.</summary>
/// <param name="Row">The row, or -1.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="Transient">Whether it may be there next time.</param>
public sealed record CachedRow(int Row, string? Reason, bool Transient = false);
