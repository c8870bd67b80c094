namespace Equipoise.Data;

/// <summary>Union-find over the numbers 0 to n - 1.</summary>
internal sealed class DisjointSets(int n)
{
    private readonly int[] _parent = [.. Enumerable.Range(0, n)];

    /// <summary>The representative of the set of <paramref name="i"/>: its smallest member.</summary>
    public int Find(int i)
    {
        while (_parent[i] != i)
            i = _parent[i] = _parent[_parent[i]];
        return i;
    }

    /// <summary>Makes these members of one set.</summary>
    public void Join(IEnumerable<int> members)
    {
        var first = -1;
        foreach (var i in members)
        {
            var (a, b) = (Find(first < 0 ? i : first), Find(i));
            _parent[Math.Max(a, b)] = first = Math.Min(a, b);
        }
    }
}
