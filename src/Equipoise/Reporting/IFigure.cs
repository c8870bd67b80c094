using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>A kind of figure; found through its <see cref="NamedAttribute"/>.</summary>
public interface IFigure
{
    /// <summary>The figures of a result, the most telling first; none where there is nothing to draw.</summary>
    IEnumerable<Figure> Draw(StudyResult result);
}

/// <summary>Every kind of figure.</summary>
public static class ReportFigures
{
    private static readonly Catalog<IFigure> Catalog = new();

    public static IReadOnlyCollection<string> Names => Catalog.Names;

    /// <summary>The figures of one kind.</summary>
    public static IReadOnlyList<Figure> Draw(string name, StudyResult result) => [.. Catalog.Get(name, "figure").Create().Draw(result)];

    /// <summary>All figures.</summary>
    public static IEnumerable<Figure> DrawAll(StudyResult result) => Names.SelectMany(n => Draw(n, result));
}
