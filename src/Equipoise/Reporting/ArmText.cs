using System.Globalization;
using System.Text.Json.Nodes;
using Equipoise.Generators;
using Equipoise.Studies;
using Equipoise.Synthesis;

namespace Equipoise.Reporting;

/// <summary>What the arms of a study are, in words.</summary>
public static class ArmText
{
    /// <summary>Each arm that has results, in order.</summary>
    public static IEnumerable<(string Arm, string Text)> Of(StudyResult result) => result.ArmsInOrder().Select(a => (a, Of(result.Spec, a)));

    /// <summary>One arm.</summary>
    public static string Of(StudySpec spec, string name)
    {
        if (!spec.Variants.TryGetValue(name, out var variant))
            return Of(spec.Arm(name));
        string[] changes =
        [
            .. Own(spec, name).Select(s => $"{s.Key} {s.Value?.ToJsonString() ?? "null"}"),
            .. variant.Synthesis is { } synthesis ? [Amount(synthesis)] : Array.Empty<string>(),
        ];
        var with = changes.Length == 0 ? "" : $" with {Words.List(changes)}";
        var luck = variant.Repeat == 0 ? ""
            : $"{(changes.Length == 0 ? "" : ",")} once more with other first weights, orders and noise"
                + (changes.Length == 0 ? ": between the two nothing differs but luck, and it counts as a comparison like any other" : "");
        return $"as {variant.Of}{with}{luck}";
    }

    // A study's record has all settings of a variant; what differs from those of the study is what it is about.
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Own(StudySpec spec, string name)
    {
        if (spec.Arm(name).Generator is not { } generator)
            return [];
        var common = GeneratorFolder.Settings(GeneratorCatalog.Resolve(generator.Name, spec.Generator));
        return GeneratorFolder.Settings(generator.Spec).Where(s => !JsonNode.DeepEquals(s.Value, common[s.Key]));
    }

    private static string Of(Arm arm)
    {
        var remedy = ArmCatalog.Remedies.Get(arm.Remedy, "remedy").Summary;
        return arm.Generator is not { } generator ? remedy
            : $"synthetic images are added ({GeneratorCatalog.All.Get(generator.Name, "generator").Summary})" + (arm.Remedy == ArmCatalog.None ? "" : $" to {remedy}");
    }

    private static string Amount(SynthesisSettings synthesis)
    {
        var amount = synthesis.Amount.ToString("0.##", CultureInfo.InvariantCulture);
        return (synthesis.Rule switch
        {
            SynthesisRule.Number => $"{amount} synthetic images of each class",
            SynthesisRule.Multiple => $"{amount} times as many synthetic images of each class as were trained on",
            _ => $"synthetic images that bring all classes to {amount} times the size of the largest",
        }) + (synthesis.BatchShare is { } share ? $" which are {Words.Percent(share)} of every batch" : "");
    }
}
