using System.Text.Json;
using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Studies;

/// <summary>
/// What decides what the stages of a cell come to, as short hashes: the images, the settings that matter to the stage, and the seed.
/// Cells with the same address of a stage share it, and a setting that matters to later stages only leaves it as it is.
/// </summary>
internal sealed class StageAddresses(StudySpec spec)
{
    private const int Digits = 12;

    private readonly string _data = Hash(spec.Run?.DataHash, spec.Resolution, spec.Channels, spec.Fit, spec.Split);

    /// <summary>Of the generator that an arm trains.</summary>
    public string Generator(CellId cell, Arm arm) => Hash(
        "generator", _data, cell.Fraction, cell.Seed, arm.Generator!.Name, GeneratorFolder.Settings(arm.Generator.Spec), arm.Repeat);

    /// <summary>Of the images that it makes for this arm.</summary>
    public string Synthetic(CellId cell, Arm arm) => Hash("synthetic", Generator(cell, arm), arm.Synthesis.Rule, arm.Synthesis.Amount);

    /// <summary>Of what these images are found to be like.</summary>
    public string Evaluation(CellId cell, Arm arm) => Hash(
        "evaluation", Synthetic(cell, arm), spec.EvaluateIn,
        spec.EvaluateIn == StudySpec.BaselineFeatures ? Cell(cell with { Arm = ArmCatalog.None }, spec.Arm(ArmCatalog.None)) : null);

    /// <summary>Of the cell's classifier and all that follows.</summary>
    public string Cell(CellId cell, Arm arm) => Hash(
        "cell", _data, cell.Fraction, cell.Seed, arm.Remedy, arm.Generator is null ? null : Synthetic(cell, arm),
        arm.Generator is null ? null : arm.Synthesis.BatchShare, spec.Classifier, arm.Repeat);

    private static string Hash(params object?[] parts) => ContentHash.Of(JsonSerializer.Serialize(parts, Json.Line)).Hex[..Digits];
}
