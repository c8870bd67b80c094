using System.Text.Json;
using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Cli;

/// <summary>Writes everything a study's folder says in the end.</summary>
internal static class StudyReport
{
    public static void Write(StudyFolder folder, StudyResult result)
    {
        AtomicFile.WriteText(folder.In("results.json"), JsonSerializer.Serialize(StudyOutcome.Of(folder, result), Json.Options) + "\n");
    }
}
