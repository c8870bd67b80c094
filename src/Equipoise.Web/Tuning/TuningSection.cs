using Equipoise.Reporting;
using Equipoise.Tuning;
using Microsoft.AspNetCore.Components;

namespace Equipoise.Web.Tuning;

/// <summary>A part of the page.</summary>
public abstract class TuningSection : ComponentBase
{
    [Parameter, EditorRequired]
    public TuneResult Result { get; set; } = null!;

    protected static string Number(double? value) => TuneFindings.Number(value);
}
