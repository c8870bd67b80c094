namespace Equipoise.Data;

/// <summary>Files with the same content in different classes: at most one of their labels is right, and nobody knows which.</summary>
internal static class Contradictions
{
    /// <returns>For the number of each such record why it cannot be used.</returns>
    public static IReadOnlyDictionary<int, string> Of(IReadOnlyList<ImageRecord> records, IReadOnlyList<string> classNames)
    {
        var found = new Dictionary<int, string>();
        foreach (var same in Enumerable.Range(0, records.Count).GroupBy(i => records[i].Hash))
            foreach (var i in same)
                if (same.FirstOrDefault(j => records[j].Label != records[i].Label, -1) is >= 0 and var other)
                    found[i] = $"contradictory: the same content as {records[other].Path}, which is of class '{classNames[records[other].Label]}'";
        return found;
    }
}
