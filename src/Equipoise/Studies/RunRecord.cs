namespace Equipoise.Studies;

/// <summary>What ran a study; stands in <c>study.json</c> beside the settings and is ignored when that is read as a study.</summary>
public sealed record RunRecord
{
    /// <summary>The command, as typed.</summary>
    public string Command { get; init; } = "";

    /// <summary>SHA-256 over path, label, patient and hash of all usable images, in order, and the class names.</summary>
    public string DataHash { get; init; } = "";

    /// <summary>The classes, in label order.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Versions, machine, threads, precision.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
