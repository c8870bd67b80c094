using Equipoise.Common;
using Equipoise.Statistics;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("confusion", "Which class the images of each were taken for")]
internal sealed class ConfusionTable : ITable
{
    public Table Of(StudyResult result) => new("confusion", "Who was taken for whom",
        "Test images of each class (rows), by the class that the classifier finds likeliest (columns), all seeds together; an image that several seeds test counts in each.",
        ["arm", "fraction", "class", .. result.Data.ClassNames],
        [
            .. from a in result.ArmsInOrder()
               from f in result.FractionsInOrder()
               let cells = result.CellsOf(a, f)
               where cells.Count > 0
               from row in Rows(cells, result.Data.ClassNames.Count).Index()
               select (object?[])[a, Words.Plain(f), result.Data.ClassNames[row.Index], .. row.Item.Cast<object?>()],
        ]);

    // [classes][classes]
    private static int[][] Rows(IReadOnlyList<CellResult> cells, int classes)
    {
        var matrix = ConfusionMatrix.Of([.. cells.SelectMany(c => c.Scores)]);
        return [.. Enumerable.Range(0, classes).Select(actual => Enumerable.Range(0, classes).Select(told => (int)matrix[actual, told]).ToArray())];
    }
}
