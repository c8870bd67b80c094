using Equipoise.Common;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>Every codec, by transfer syntax.</summary>
internal static class PixelCodecs
{
    private static readonly Dictionary<string, IPixelCodec> BySyntax = new Catalog<IPixelCodec>().Entries
        .Select(e => e.Create())
        .SelectMany(c => c.TransferSyntaxes, (codec, uid) => (uid, codec))
        .ToDictionary(p => p.uid, p => p.codec);

    /// <exception cref="UnreadableImageException">No codec; the message names a syntax of the standard, and no other.</exception>
    public static IPixelCodec For(TransferSyntax syntax) => BySyntax.GetValueOrDefault(syntax.Uid)
        ?? throw new UnreadableImageException(
            syntax == TransferSyntax.Unknown ? "a transfer syntax that is not known" : $"{syntax.Name} cannot be read");
}
