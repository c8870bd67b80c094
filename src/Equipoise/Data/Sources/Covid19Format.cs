using System.Text.RegularExpressions;
using Equipoise.Common;

namespace Equipoise.Data.Sources;

/// <summary>
/// The COVID set of Ozturk et al. 2020 that the paper used: <c>X-Ray Image DataSet</c> with <c>Covid-19</c>, <c>No_findings</c>
/// and <c>Pneumonia</c>, or folders <c>covid</c>, <c>normal</c> and <c>pneumonia</c>. Classes are called by the latter names.
/// Two of them come from NIH ChestX-ray14, whose file names carry the patient. Class covid comes from publications: one
/// publication or case is taken as one patient, because several of its figures mostly show one.
/// </summary>
[Named("covid19", "the paper's COVID set: covid, normal, pneumonia")]
public sealed partial class Covid19Format : ISourceFormat
{
    private const string PublishedFolder = "X-Ray Image DataSet";

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Covid-19"] = "covid",
        ["covid"] = "covid",
        ["No_findings"] = "normal",
        ["normal"] = "normal",
        ["Pneumonia"] = "pneumonia",
    };

    public bool Recognises(string location) => Directory.Exists(location) && Root(location) is not null;

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress)
    {
        var root = (Directory.Exists(location) ? Root(location) : null) ?? throw UserException.BadData(
            $"'{location}' is not the COVID set: it needs folders Covid-19, No_findings and Pneumonia (or covid, normal, pneumonia).",
            "Other class folders can be read as folder:PATH.");
        return ClassFolders.Source(
            "covid19", root, [.. ClassFolders.Below(root).Select(f => f with { Class = Names[f.Class] })], options, progress,
            f => f.Class == "covid" ? Case(f.File.Name) : null);
    }

    /// <summary>The publication or case that a file of class covid is from; its own name where no scheme fits.</summary>
    internal static string Case(string fileName)
    {
        var name = Path.GetFileNameWithoutExtension(fileName);
        if (Publication().Match(name) is { Success: true } publication)
            return publication.Value;
        for (var shorter = Ending().Replace(name, ""); shorter != name; shorter = Ending().Replace(name, ""))
            name = shorter;
        return name;
    }

    private static DirectoryInfo? Root(string location) =>
        new[] { location, Path.Combine(location, PublishedFolder) }.Where(Directory.Exists).Select(p => new DirectoryInfo(p)).FirstOrDefault(
            root => ClassFolders.Children(root) is { Count: 3 } folders && folders.TrueForAll(f => Names.ContainsKey(f.Name))
                && folders.Select(f => Names[f.Name]).Distinct().Count() == 3);

    // Elsevier's article numbers, journals with their article, NEJM, Lancet cases; and figures whose letter is one of several panels.
    [GeneratedRegex(@"^(1-s2\.0-S\w+|41591_2020_\d+|(nCoV-)?(ryct|radiol)\.\d+|nejm[a-z]+\d+|all\d+|(jkms|kjr)-\d+-e\d+|ciaa\d+|lancet-case\d+|auntminnie(?=-)|\d+\..*\.pdf-\d+-fig\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Publication();

    // The day within a case, or the view.
    [GeneratedRegex(@"-(day-?\d+|\d+-(hours|days)|admission|PA|AP|L)$", RegexOptions.IgnoreCase)]
    private static partial Regex Ending();
}
