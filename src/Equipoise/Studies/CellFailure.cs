namespace Equipoise.Studies;

/// <summary><c>failed.json</c> of a cell that cannot be finished: with the same settings it would fail again.</summary>
/// <param name="Address">What decided what it came to; see <see cref="CellRecord.Address"/>.</param>
/// <param name="Why">In words.</param>
/// <param name="By">Who tried.</param>
public sealed record CellFailure(string Address, string Why, ProcessIdentity By)
{
    /// <summary>Where it lies.</summary>
    public static string FileIn(StudyFolder folder, CellId cell) => folder.In(cell, "failed.json");
}
