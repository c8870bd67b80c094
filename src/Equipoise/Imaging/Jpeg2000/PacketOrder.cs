namespace Equipoise.Imaging.Jpeg2000;

/// <summary>The order of a tile's packets (B.12).</summary>
internal static class PacketOrder
{
    /// <summary>The precinct of each packet in turn; whoever reads the packet moves the precinct on to its next layer.</summary>
    /// <param name="precincts">By component, then resolution, then row by row.</param>
    /// <param name="progressions">In turn; a packet that an earlier one had is not repeated (A.6.6).</param>
    public static IEnumerable<Precinct> Of(IReadOnlyList<Precinct> precincts, IEnumerable<Progression> progressions) =>
        progressions.SelectMany(p => Of([.. precincts.Where(c => Covers(p, c))], p.Order, p.LayerEnd));

    private static bool Covers(Progression range, Precinct precinct) =>
        precinct.Resolution >= range.FirstResolution && precinct.Resolution < range.ResolutionEnd
        && precinct.Component >= range.FirstComponent && precinct.Component < range.ComponentEnd;

    // Sorting is stable, so that precincts which compare equal stay in their order.
    private static IEnumerable<Precinct> Of(Precinct[] chosen, ProgressionOrder order, int layerEnd) => order switch
    {
        ProgressionOrder.Lrcp => LayerByLayer(chosen.OrderBy(p => p.Resolution), layerEnd),
        ProgressionOrder.Rlcp => chosen.GroupBy(p => p.Resolution).OrderBy(g => g.Key).SelectMany(g => LayerByLayer(g, layerEnd)),
        ProgressionOrder.Rpcl => AllLayers(chosen.OrderBy(p => (p.Resolution, p.Y, p.X, p.Component)), layerEnd),
        ProgressionOrder.Pcrl => AllLayers(chosen.OrderBy(p => (p.Y, p.X, p.Component, p.Resolution)), layerEnd),
        _ => AllLayers(chosen.OrderBy(p => (p.Component, p.Y, p.X, p.Resolution)), layerEnd),
    };

    private static IEnumerable<Precinct> LayerByLayer(IEnumerable<Precinct> sorted, int layerEnd)
    {
        Precinct[] precincts = [.. sorted];
        for (var layer = precincts.Min(p => (int?)p.NextLayer) ?? layerEnd; layer < layerEnd; layer++)
            foreach (var precinct in precincts)
                if (precinct.NextLayer == layer)
                    yield return precinct;
    }

    private static IEnumerable<Precinct> AllLayers(IEnumerable<Precinct> sorted, int layerEnd)
    {
        foreach (var precinct in sorted)
            while (precinct.NextLayer < layerEnd)
                yield return precinct;
    }
}
