namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>Decodes one frame of some transfer syntaxes.</summary>
internal interface IPixelCodec
{
    /// <summary>Identifiers of the syntaxes.</summary>
    IReadOnlyList<string> TransferSyntaxes { get; }

    /// <param name="frame">The frame as the file has it.</param>
    /// <param name="pixel">What the header says of it; the frame must agree.</param>
    /// <returns>[H,W,C] stored samples.</returns>
    /// <exception cref="UnreadableImageException">Damaged, not supported, or not what the header says.</exception>
    Samples Decode(ReadOnlyMemory<byte> frame, ImagePixel pixel);
}
