namespace Equipoise.Imaging.Jpeg2000;

/// <summary>The coding parameters of the main header, or of a tile: what a tile does not say, the main header does.</summary>
internal sealed class CodingHeader(int components, CodingHeader? main = null)
{
    // Each progression passes over all precincts once more.
    private const int MostProgressions = 32;

    private readonly CodingStyle?[] ownStyles = new CodingStyle?[components];
    private readonly Quantisation?[] ownQuantisations = new Quantisation?[components];
    private readonly int?[] shifts = new int?[components];
    private readonly List<Progression> progressions = [];
    private PacketStyle? packets;
    private CodingStyle? style;
    private Quantisation? quantisation;

    public PacketStyle Packets => packets ?? main?.Packets ?? throw Missing("coding style");

    public CodingStyle Style(int component) => ownStyles[component] ?? style ?? main?.Style(component) ?? throw Missing("coding style");

    public Quantisation Quantisation(int component) =>
        ownQuantisations[component] ?? quantisation ?? main?.Quantisation(component) ?? throw Missing("quantisation");

    /// <summary>By how many bit planes a region of interest was raised (Annex H).</summary>
    public int RegionShift(int component) => shifts[component] ?? main?.RegionShift(component) ?? 0;

    public IReadOnlyList<Progression> Progressions =>
        progressions.Count > 0 ? progressions
        : main?.progressions is { Count: > 0 } given ? given
        : [new(0, 0, Packets.Layers, 33, components, Packets.Order)];

    /// <summary>Takes in one marker segment; those that only help to find one's way are ignored.</summary>
    public void Read(int marker, FieldReader fields)
    {
        switch (marker)
        {
            case Marker.Cod:
                var codingStyle = fields.Byte();
                packets = PacketStyle.Read(ref fields, codingStyle);
                style = CodingStyle.Read(ref fields, (codingStyle & 1) != 0);
                break;
            case Marker.Coc:
                ownStyles[Component(ref fields)] = CodingStyle.Read(ref fields, (fields.Byte() & 1) != 0);
                break;
            case Marker.Qcd:
                quantisation = Jpeg2000.Quantisation.Read(ref fields);
                break;
            case Marker.Qcc:
                ownQuantisations[Component(ref fields)] = Jpeg2000.Quantisation.Read(ref fields);
                break;
            case Marker.Rgn:
                var component = Component(ref fields);
                shifts[component] = fields.Byte() == 0
                    ? fields.Byte()
                    : throw new UnreadableImageException("damaged JPEG 2000: unknown region of interest");
                break;
            case Marker.Poc:
                while (fields.Remaining > 0)
                    progressions.Add(Progression.Read(ref fields));
                if (progressions.Count > MostProgressions)
                    throw new UnreadableImageException($"JPEG 2000 with more than {MostProgressions} progressions is not supported");
                break;
            case Marker.Ppm or Marker.Ppt:
                throw new UnreadableImageException("JPEG 2000 with packed packet headers is not supported");
        }
    }

    private int Component(ref FieldReader fields) =>
        fields.Byte() is var component && component < components
            ? component
            : throw new UnreadableImageException("damaged JPEG 2000: a header names a component that is not there");

    private static UnreadableImageException Missing(string what) => new($"damaged JPEG 2000: no {what}");
}
