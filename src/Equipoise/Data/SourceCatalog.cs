using Equipoise.Common;
using Equipoise.Data.Archives;

namespace Equipoise.Data;

/// <summary>Opens what the user named: a path, whose format is recognised, or <c>format:location</c>.</summary>
public static class SourceCatalog
{
    /// <summary>All formats.</summary>
    public static Catalog<ISourceFormat> Formats { get; } = new();

    /// <summary>Opens a source.</summary>
    /// <exception cref="UserException">Unknown format or setting, missing path, or nothing usable there.</exception>
    public static IImageSource Open(string source, SourceOptions options, IRunProgress progress)
    {
        var (named, location) = Parse(source);
        var opened = Archive.Recognises(location)
            ? Unpacked(named, location, options, progress)
            : Open(named ?? Recognise(location), location, options, progress);
        return ClassChoice.Apply(opened, options.Classes);
    }

    private static DerivedSource Unpacked(CatalogEntry<ISourceFormat>? named, string location, SourceOptions options, IRunProgress progress)
    {
        var archive = Archive.Extract(location, options.Archives, PixelCache.DefaultFolder, progress);
        var inside = Open(named ?? Recognise(archive.Folder), archive.Folder, options, progress);
        var source = new DerivedSource(inside) { Location = location, Quarantine = [.. archive.Quarantine, .. inside.Quarantine] };
        SourceChecks.RequireUsable(location, source.Records.Count, source.Quarantine, options.MaxQuarantineShare);
        return source;
    }

    private static IImageSource Open(CatalogEntry<ISourceFormat> entry, string location, SourceOptions options, IRunProgress progress)
    {
        var format = entry.Create();
        foreach (var setting in options.Options.Keys.Where(k => !format.Settings.ContainsKey(k)))
            throw UserException.Usage(
                $"The format '{entry.Name}' has no setting '{setting}'.",
                format.Settings.Count == 0 ? "It has none at all." : Suggestion.Among(setting, format.Settings.Keys));
        return format.Open(location, options, progress);
    }

    private static (CatalogEntry<ISourceFormat>? Format, string Location) Parse(string source)
    {
        var colon = source.IndexOf(':');
        // A single letter before the colon is a Windows drive.
        if (colon > 1 && !Path.Exists(source))
            return (Formats.Get(source[..colon], "format"), source[(colon + 1)..]);
        if (Formats.Find(source) is { } bare && !Path.Exists(source))
            return (bare, "");
        return Path.Exists(source)
            ? (null, source)
            : throw UserException.BadData(
                $"The source '{source}' does not exist.", $"Give a path, or format:path with one of: {string.Join(", ", Formats.Names)}.");
    }

    private static CatalogEntry<ISourceFormat> Recognise(string location)
    {
        var fitting = Formats.Entries.Select(e => (Entry: e, Format: e.Create())).Where(f => f.Format.Recognises(location)).ToList();
        var special = fitting.Where(f => !f.Format.IsFallback).ToList();
        return (special.Count > 0 ? special : fitting) switch
        {
            [var only] => only.Entry,
            [] => throw UserException.BadData(
                $"The format of '{location}' was not recognised.", $"Say it: format:{location} with one of: {string.Join(", ", Formats.Names)}."),
            var several => throw UserException.Usage(
                $"'{location}' looks like several formats: {string.Join(", ", several.Select(f => f.Entry.Name))}.", $"Say which: format:{location}."),
        };
    }
}
