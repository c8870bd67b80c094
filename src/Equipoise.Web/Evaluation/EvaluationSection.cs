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

    protected static string Number(double? value) => EvaluationFindings.Number(value);
}
