using System.Globalization;
using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Evaluation.Memorisation;

namespace Equipoise.Studies;

/// <summary>How the synthetic images of an arm compare with real ones, as it lies in the study's folder.</summary>
/// <param name="Result">All but the pictures.</param>
/// <param name="Pairs">The synthetic images nearest to training images, and what these look like.</param>
public sealed record EvaluatedSet(EvaluationResult Result, IReadOnlyList<NearestPictures> Pairs)
{
    private const string Name = "evaluation.json";

    internal static bool Exists(string folder) => File.Exists(Path.Combine(folder, Name));

    internal static void Write(string folder, EvaluationResult result)
    {
        foreach (var ((_, training), i) in (result.Memorisation?.Pictures ?? []).Select((p, i) => (p, i)))
            AtomicFile.Write(Path.Combine(folder, FileName(i)), s => s.Write(training));
        AtomicFile.WriteText(Path.Combine(folder, Name), Json.Write(result));
    }

    /// <summary>What lies in a folder; null where the images were not evaluated.</summary>
    /// <param name="root">The study's folder.</param>
    /// <param name="synthetic">The folder of the images.</param>
    /// <exception cref="UserException">It is damaged.</exception>
    internal static EvaluatedSet? Read(string root, string folder, string synthetic)
    {
        if (!Exists(folder))
            return null;
        var result = Json.Read<EvaluationResult>(Path.Combine(folder, Name));
        string Within(params string[] parts) => Path.GetRelativePath(root, Path.Combine(parts));
        return new(result, [.. (result.Memorisation?.Nearest ?? []).TakeWhile((_, i) => File.Exists(Path.Combine(folder, FileName(i))))
            .Select((n, i) => new NearestPictures(n, Within(synthetic, n.Synthetic), Within(folder, FileName(i))))]);
    }

    private static string FileName(int i) => string.Create(CultureInfo.InvariantCulture, $"nearest-{i:D2}.png");
}

/// <summary>A synthetic image and the training image that it is most like.</summary>
/// <param name="Synthetic">A PNG file, its path within the study's folder.</param>
/// <param name="Training">Likewise.</param>
public sealed record NearestPictures(NearestImage Images, string Synthetic, string Training);
