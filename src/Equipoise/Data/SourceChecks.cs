using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>When a source is too broken to go on with.</summary>
internal static class SourceChecks
{
    /// <exception cref="UserException">Nothing is usable, or more than the allowed share is not.</exception>
    public static void RequireUsable(string location, int usable, IReadOnlyList<Quarantined> quarantine, double maxShare)
    {
        var files = usable + quarantine.Count;
        if (quarantine.Count <= maxShare * files && (usable > 0 || maxShare >= 1))
            return;
        var some = string.Concat(quarantine.Take(5).Select(q => $"\n  {q.Path}: {q.Reason}"));
        throw UserException.BadData(
            $"{quarantine.Count} of {files} files in '{location}' cannot be used, more than the allowed share of {maxShare:P0}:{some}",
            "Mend or remove them, or allow a larger share with --max-quarantine.");
    }
}
