using Equipoise.Common;
using Equipoise.Features;

namespace Equipoise.Studies;

/// <summary>What can be wrong with a study before any data is seen.</summary>
internal static class StudySpecProblems
{
    /// <summary>All that is wrong, each naming the setting, what was received and what is allowed.</summary>
    public static IEnumerable<string> Problems(this StudySpec spec)
    {
        if (spec.Data.Length == 0)
            yield return "data: no source of images is named. Give --data PATH or set \"data\" in the study file.";
        if (spec.Resolution is not (32 or 64 or 128 or 256))
            yield return $"resolution must be 32, 64, 128 or 256; received {spec.Resolution}.";
        if (spec.Channels is not (1 or 3))
            yield return $"channels must be 1 or 3; received {spec.Channels}.";
        if (spec.Fractions.Count == 0 || spec.Fractions.Any(f => f is not (> 0 and <= 1)))
            yield return $"fractions must lie above 0 and at most at 1; received [{string.Join(", ", spec.Fractions)}].";
        if (spec.Fractions.Distinct().Count() != spec.Fractions.Count)
            yield return $"fractions must differ; received [{string.Join(", ", spec.Fractions)}].";
        if (spec.Seeds.Count == 0 || spec.Seeds.Any(s => s < 0) || spec.Seeds.Distinct().Count() != spec.Seeds.Count)
            yield return $"seeds must be different numbers of at least 0; received [{string.Join(", ", spec.Seeds)}].";
        if (spec.Arms.Count == 0 || spec.Arms.Distinct().Count() != spec.Arms.Count)
            yield return $"arms must be different names, at least one; received [{string.Join(", ", spec.Arms)}].";
        string[] special = [StudySpec.BaselineFeatures, StudySpec.NoEvaluation];
        if (spec.EvaluateIn is { } features && !special.Contains(features) && FeatureCatalog.All.Find(features) is null)
            yield return $"evaluateIn: unknown features '{features}'. {Suggestion.Among(features, FeatureCatalog.All.Names.Concat(special))}";
        if (spec.EvaluateIn == StudySpec.BaselineFeatures && !spec.Arms.Contains(ArmCatalog.None))
            yield return $"evaluateIn: the features of '{StudySpec.BaselineFeatures}' are those of arm '{ArmCatalog.None}', which is not among the arms.";
        if (spec.Source.MaxQuarantineShare is not (>= 0 and <= 1))
            yield return $"source.maxQuarantineShare must lie in [0,1]; received {spec.Source.MaxQuarantineShare}.";
        foreach (var arm in spec.Arms.Where(a => !spec.Variants.ContainsKey(a)))
            if (ArmCatalog.Problem(arm) is { } problem)
                yield return $"arms: {problem}";
        foreach (var problem in spec.Variants.SelectMany(v => Problems(v.Key, v.Value)))
            yield return $"variants.{problem}";
        foreach (var problem in spec.Source.Classes.Problems().Concat(spec.Split.Problems()).Concat(spec.Synthesis.Problems()).Concat(spec.Classifier.Problems()))
            yield return problem;
    }

    // Names become folders.
    private static IEnumerable<string> Problems(string name, ArmVariant variant)
    {
        if (name.Length == 0 || SafeName.Of(name) != name || name.Contains(ArmCatalog.Join))
            yield return $"{name}: a name of letters, digits, '-' and '_' is needed.";
        if (ArmCatalog.Problem(name) is null)
            yield return $"{name}: this is an arm already; give the variant another name.";
        if (ArmCatalog.Problem(variant.Of) is { } problem)
            yield return $"{name}.of: {problem}";
        foreach (var wrong in variant.Synthesis?.Problems() ?? [])
            yield return $"{name}.{wrong}";
    }
}
