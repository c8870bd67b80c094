using System.Text.RegularExpressions;
using Equipoise.Common;

namespace Equipoise.Data.Sources;

/// <summary>
/// The paediatric chest radiographs of Kermany et al. 2018: <c>train</c> and <c>test</c> (and <c>val</c>), each with
/// <c>NORMAL</c> and <c>PNEUMONIA</c>. File names tell the patient: <c>person123_virus_4.jpeg</c>, and <c>IM-0123-0001.jpeg</c> of a
/// healthy child. Numbers occur on both sides of the published split; whether they mean the same child is not documented, so
/// that they are taken to.
/// </summary>
[Named("pediatric", "Kermany's paediatric pneumonia set, with its own split")]
public sealed partial class PediatricFormat : ISourceFormat
{
    public bool Recognises(string location)
    {
        if (!Directory.Exists(location))
            return false;
        var folders = ClassFolders.Children(new DirectoryInfo(location));
        return folders.Count >= 2 && folders.TrueForAll(f => PartNames.Of(f.Name) is not null)
            && folders.SelectMany(ClassFolders.Children).Where(c => c.Name.Equals("pneumonia", StringComparison.OrdinalIgnoreCase))
                .SelectMany(c => c.EnumerateFiles().Take(3)).Any(f => Patient().IsMatch(f.Name));
    }

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress)
    {
        var files = Directory.Exists(location) ? ClassFolders.Below(new DirectoryInfo(location)) : [];
        if (files.Count == 0 || files.TrueForAll(f => f.Part is null))
            throw UserException.BadData(
                $"'{location}' is not Kermany's paediatric set: no train folder with class folders is there.",
                "Give the folder that holds train and test; any other layout can be read as folder:PATH.");
        return ClassFolders.Source(
            "pediatric", new DirectoryInfo(location), [.. files.Select(f => f with { Class = f.Class.ToLowerInvariant() })], options, progress,
            f => Patient().Match(f.File.Name) is { Success: true } match ? match.Value : null);
    }

    [GeneratedRegex(@"^(person\d+(?=_)|(NORMAL2-)?IM-\d+(?=-))", RegexOptions.IgnoreCase)]
    private static partial Regex Patient();
}
