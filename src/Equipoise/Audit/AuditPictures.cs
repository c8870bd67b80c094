using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Audit;

/// <summary>The pictures of an audit, as PNG files; they are real images of patients and stay where the audit is written.</summary>
/// <param name="Classes">In label order.</param>
/// <param name="Copies">For the first groups of copies, in the order of <see cref="CopyAudit.Groups"/>, their first images.</param>
public sealed record AuditPictures(IReadOnlyList<ClassPictures> Classes, IReadOnlyList<IReadOnlyList<byte[]>> Copies)
{
    private const int Side = 128, PerClass = 12, MostGroups = 12, PerGroup = 4;

    /// <summary>Draws them.</summary>
    /// <param name="usable">Images that could be decoded, by class.</param>
    internal static AuditPictures Of(IImageSource source, IReadOnlyList<ImageRecord> usable, ClassMeans means, CopyAudit copies, Seed seed)
    {
        var byPath = usable.ToDictionary(r => r.Path);
        return new AuditPictures(
            [.. source.ClassNames.Select((name, label) => new ClassPictures(
                Examples([.. usable.Where(r => r.Label == label)], seed.For(name)), Grey(means.Mean(label), ClassMeans.Side),
                PngFile.Encode(DifferenceColours.Paint(means.Difference(label)), 3, ClassMeans.Side, ClassMeans.Side, provenance: null)))],
            [.. copies.Groups.Take(MostGroups).Select(g => (IReadOnlyList<byte[]>)[.. g.Members.Take(PerGroup).Select(m => Thumbnail(byPath[m.Path]))])]);

        IReadOnlyList<byte[]> Examples(List<ImageRecord> records, Seed chance)
        {
            chance.Random().Permute(records);
            return [.. records.Take(PerClass).Select(Thumbnail)];
        }

        byte[] Thumbnail(ImageRecord record) =>
            Grey(new Preprocessing(Side, 1, Fit.Pad).Apply(source.Decode(record, 1, Side)), Side);
    }

    private static byte[] Grey(byte[] pixels, int side) => PngFile.Encode(pixels, 1, side, side, provenance: null);
}

/// <summary>The pictures of one class.</summary>
/// <param name="Examples">Some of its images, drawn at random, padded to a square.</param>
/// <param name="Mean">The mean of all of them, each stretched to a square.</param>
/// <param name="Difference">That mean less the mean of all other classes; orange where it is brighter, blue where darker.</param>
public sealed record ClassPictures(IReadOnlyList<byte[]> Examples, byte[] Mean, byte[] Difference);
