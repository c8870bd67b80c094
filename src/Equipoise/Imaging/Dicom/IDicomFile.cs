namespace Equipoise.Imaging.Dicom;

/// <summary>What is asked of a DICOM library. The reader here fills it; another library could.</summary>
internal interface IDicomFile
{
    /// <summary>How the data set and the pixels are encoded.</summary>
    TransferSyntax Syntax { get; }

    /// <summary>The data set.</summary>
    IDicomAttributes Attributes { get; }

    /// <summary>Whether there is a Pixel Data element.</summary>
    bool HasPixelData { get; }

    /// <summary>The first frame as it is stored: native samples with their low byte first, or one compressed stream.</summary>
    /// <param name="nativeBytes">The size of a native frame; not asked of a compressed one.</param>
    /// <param name="frames">Frames in the file.</param>
    /// <exception cref="UnreadableImageException">Truncated, or fragments that make no frame.</exception>
    ReadOnlyMemory<byte> FirstFrame(long nativeBytes, int frames);
}
