namespace Equipoise.Imaging.Jpeg2000;

/// <summary>In which order packets follow each other (Table A.16): layer, resolution, component, position.</summary>
internal enum ProgressionOrder
{
    Lrcp,
    Rlcp,
    Rpcl,
    Pcrl,
    Cprl,
}

/// <summary>A range of packets in one order (A.6.6); the ends are exclusive.</summary>
internal sealed record Progression(
    int FirstResolution, int FirstComponent, int LayerEnd, int ResolutionEnd, int ComponentEnd, ProgressionOrder Order)
{
    public static ProgressionOrder ReadOrder(ref FieldReader fields) => fields.Byte() is <= 4 and var order
        ? (ProgressionOrder)order
        : throw new UnreadableImageException("damaged JPEG 2000: unknown progression order");

    public static Progression Read(ref FieldReader fields) =>
        new(fields.Byte(), fields.Byte(), fields.UInt16(), fields.Byte(),
            fields.Byte() is > 0 and var end ? end : 256, ReadOrder(ref fields));
}

/// <summary>What a COD marker segment says for all components at once (Table A.14).</summary>
/// <param name="HasEph">Whether a marker ends every packet header.</param>
/// <param name="Order">The order of packets where no POC says otherwise.</param>
/// <param name="Layers">1 to 65535.</param>
/// <param name="MixedColours">Whether the components went through a colour transform.</param>
internal sealed record PacketStyle(bool HasEph, ProgressionOrder Order, int Layers, bool MixedColours)
{
    public static PacketStyle Read(ref FieldReader fields, int codingStyle)
    {
        var style = new PacketStyle((codingStyle & 4) != 0, Progression.ReadOrder(ref fields), fields.UInt16(), fields.Byte() switch
        {
            0 => false,
            1 => true,
            _ => throw new UnreadableImageException("damaged JPEG 2000: unknown colour transform"),
        });
        return style.Layers > 0 ? style : throw new UnreadableImageException("damaged JPEG 2000: no layers");
    }
}
