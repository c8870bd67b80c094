using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>A file that was found and is not used.</summary>
/// <param name="Path">Its name within the source.</param>
/// <param name="Reason">Why.</param>
public sealed record Quarantined(string Path, string Reason)
{
    /// <summary>The list as <c>quarantine.csv</c> has it.</summary>
    public static string ToCsv(IEnumerable<Quarantined> files) => Csv.Write(["path", "reason"], files.Select(q => new object?[] { q.Path, q.Reason }));
}
