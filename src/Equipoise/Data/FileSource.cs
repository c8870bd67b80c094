using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Data;

/// <summary>A file and its class.</summary>
internal sealed record LabelledFile(FileInfo File, int Label);

/// <summary>
/// Real images in files of their own. Listing reads every file once, for its hash and header; what cannot be
/// read, and what carries the mark of a synthetic image, is quarantined.
/// </summary>
internal sealed class FileSource : IImageSource
{
    private readonly string _root;
    private readonly SourceOptions _options;

    public FileSource(
        string format, DirectoryInfo root, IReadOnlyList<string> classNames, IReadOnlyList<LabelledFile> files,
        SourceOptions options, IRunProgress progress)
    {
        (Format, Location, ClassNames, _root, _options) = (format, root.ToString(), classNames, root.FullName, options);
        var patients = new PatientNames(options.PatientPattern);
        var found = new object[files.Count];
        using (var stage = progress.Begin("Reading headers", files.Count))
        {
            var done = 0;
            Parallel.For(0, files.Count, i =>
            {
                found[i] = Examine(files[i], patients);
                stage.Report(Interlocked.Increment(ref done));
            });
        }
        Records = [.. found.OfType<ImageRecord>()];
        Quarantine = [.. found.OfType<Quarantined>()];
        SourceChecks.RequireUsable(Location, Records.Count, Quarantine, options.MaxQuarantineShare);
    }

    public string Format { get; }

    public string Location { get; }

    public IReadOnlyList<string> ClassNames { get; }

    public IReadOnlyList<ImageRecord> Records { get; }

    public IReadOnlyList<Quarantined> Quarantine { get; }

    public RawImage Decode(ImageRecord record, int channels, int atLeast) =>
        ImageFile.Decode(ReadFile(record), channels, atLeast, _options.Limits);

    public byte[] ReadFile(ImageRecord record)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(_root, record.Path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableImageException($"cannot be read: {e.Message}", e);
        }
    }

    private object Examine(LabelledFile labelled, PatientNames patients)
    {
        var (file, label) = labelled;
        var path = Path.GetRelativePath(_root, file.FullName).Replace('\\', '/');
        try
        {
            if (file.Length > _options.Limits.MaxFileBytes)
                return new Quarantined(path, $"{file.Length:N0} bytes, more than the limit of {_options.Limits.MaxFileBytes:N0}");
            var content = File.ReadAllBytes(file.FullName);
            var header = ImageFile.ReadHeader(content, _options.Limits);
            if (Provenance.Read(content) is { } mark)
                return new Quarantined(path, $"a synthetic image (made by {mark.Generator}), not a real one");
            return new ImageRecord(path, label, patients.Of(path), ContentHash.Of(content), content.Length, header);
        }
        catch (UnreadableImageException e)
        {
            return new Quarantined(path, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Quarantined(path, $"cannot be read: {e.Message}");
        }
    }
}
