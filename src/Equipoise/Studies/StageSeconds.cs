using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary>How long a stage took, beside what it made: <c>seconds.json</c>.</summary>
internal sealed record StageSeconds(double Seconds)
{
    private const string Name = "seconds.json";

    public static void Write(string folder, double seconds) => AtomicFile.WriteText(Path.Combine(folder, Name), Json.Write(new StageSeconds(seconds)));

    /// <summary>Null where it is not known.</summary>
    public static double? Read(string folder) => Path.Combine(folder, Name) is var path && File.Exists(path) ? Json.Read<StageSeconds>(path).Seconds : null;
}
