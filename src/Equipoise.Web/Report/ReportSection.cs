using Equipoise.Studies;
using Microsoft.AspNetCore.Components;

namespace Equipoise.Web.Report;

/// <summary>A part of the page.</summary>
public abstract class ReportSection : ComponentBase
{
    [Parameter, EditorRequired]
    public StudyResult Result { get; set; } = null!;
}
