using Equipoise.Common;
using Equipoise.Networks;

namespace Equipoise.Studies;

/// <summary>A study as one process runs it.</summary>
/// <param name="Spec">With its record of the run.</param>
/// <param name="Claims">Which cells and stages others work on.</param>
/// <param name="Keep">What stays on disk.</param>
/// <param name="Clock">Measures times.</param>
internal sealed record StudyRun(
    StudySpec Spec, StudyFolder Folder, StudyCells Cells, Claims Claims, Keep Keep, Compute Compute, IRunProgress Progress, TimeProvider Clock);
