using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Data;

/// <summary>A file and what the format knows of it.</summary>
/// <param name="File">The file.</param>
/// <param name="Label">Its class.</param>
internal sealed record LabelledFile(FileInfo File, int Label)
{
    /// <summary>Whose image it is according to a table; it leaves the process as a pseudonym only.</summary>
    public string? PatientId { get; init; }

    /// <summary>Whose image it is according to the file's name, which is no secret.</summary>
    public string? Patient { get; init; }

    /// <summary>The side of the source's own split.</summary>
    public Part? Part { get; init; }
}

/// <summary>
/// Real images in files of their own. Listing reads every file once, for its hash and header; what cannot be
/// read, and what carries the mark of a synthetic image, is quarantined.
/// </summary>
internal sealed class FileSource : IImageSource
{
    private readonly string _root;
    private readonly SourceOptions _options;

    /// <param name="refused">What the format itself could not use.</param>
    public FileSource(
        string format, DirectoryInfo root, IReadOnlyList<string> classNames, IReadOnlyList<LabelledFile> files,
        SourceOptions options, IRunProgress progress, IReadOnlyList<Quarantined>? refused = null)
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
        Records = Pseudonymous([.. found.OfType<ImageRecord>()], files.Zip(found).Where(f => f.Second is ImageRecord).Select(f => f.First));
        Quarantine = [.. refused ?? [], .. found.OfType<Quarantined>()];
        SourceChecks.RequireUsable(Location, Records.Count, Quarantine, options.MaxQuarantineShare);
        if (Records.Count(r => r.Header.Dicom?.Frames > 1) is > 0 and var several)
            progress.Warn($"{several} file(s) hold several frames; the first is used.");
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
        var file = labelled.File;
        var path = Path.GetRelativePath(_root, file.FullName).Replace('\\', '/');
        try
        {
            if (!file.Exists)
                return new Quarantined(path, "no such file");
            if (file.Length > _options.Limits.MaxFileBytes)
                return new Quarantined(path, $"{file.Length:N0} bytes, more than the limit of {_options.Limits.MaxFileBytes:N0}");
            var content = File.ReadAllBytes(file.FullName);
            var header = ImageFile.ReadHeader(content, _options.Limits);
            if (!_options.AllowSynthetic && Provenance.Read(content) is { } mark)
                return new Quarantined(path, $"a synthetic image (made by {mark.Generator}), not a real one");
            if (header.Dicom?.BurnedIn == true && !_options.AllowBurnedIn)
                return new Quarantined(path, "its header says that text is burned into the pixels, which may name the patient (allowed by --allow-burned-in)");
            var patient = patients.HasPattern ? patients.Of(path) : labelled.Patient ?? patients.Of(path);
            return new ImageRecord(path, labelled.Label, patient, ContentHash.Of(content), content.Length, header) { Part = labelled.Part };
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

    // Where no name tells the patient, a table or the DICOM header may; neither value goes further than this.
    private static ImageRecord[] Pseudonymous(IReadOnlyList<ImageRecord> records, IEnumerable<LabelledFile> files)
    {
        var pseudonyms = new PatientPseudonyms(records.Select(r => r.Hash));
        return [.. records.Zip(files, (r, file) => r with
        {
            Patient = r.Patient ?? ((file.PatientId ?? r.Header.Dicom?.PatientId) is { } id && !string.IsNullOrWhiteSpace(id) ? pseudonyms.Of(id) : null),
            Header = r.Header with { Dicom = r.Header.Dicom is { } facts ? facts with { PatientId = null } : null },
        })];
    }
}
