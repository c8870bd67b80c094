using Equipoise.Evaluation;
using Equipoise.Reporting;
using Microsoft.AspNetCore.Components;

namespace Equipoise.Web.Evaluation;

/// <summary>A part of the page.</summary>
public abstract class EvaluationSection : ComponentBase
{
    [Parameter, EditorRequired]
    public EvaluationResult Result { get; set; } = null!;

    /// <summary>The style of a verdict.</summary>
    protected static string Style(Standing standing) => standing switch { Standing.Worse => "hurts", Standing.AsReal => "helps", _ => "undecided" };

    /// <summary>A figure as people read it; a dash where there is none.</summary>
    protected static string Number(double? value) => value is null ? "–" : EvaluationText.Number(value).Replace('-', '\u2212');
}
