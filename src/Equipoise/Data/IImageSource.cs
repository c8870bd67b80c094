using Equipoise.Imaging;

namespace Equipoise.Data;

/// <summary>Real images with labels, from wherever they come.</summary>
public interface IImageSource
{
    /// <summary>The format's name, e.g. "folder".</summary>
    string Format { get; }

    /// <summary>Where the images lie, as the user said it.</summary>
    string Location { get; }

    /// <summary>The classes, in label order.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Every image whose header could be read.</summary>
    IReadOnlyList<ImageRecord> Records { get; }

    /// <summary>Every file that could not be used.</summary>
    IReadOnlyList<Quarantined> Quarantine { get; }

    /// <summary>What else belongs to the data: file name and CSV, for the folder of a study.</summary>
    IEnumerable<(string Name, string Csv)> Tables => [];

    /// <summary>Decodes one image; safe to call from several threads.</summary>
    /// <param name="record">One of <see cref="Records"/>.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="atLeast">The side in pixels that the caller will resize to; a decoder may deliver less than the full size but never less than this.</param>
    /// <exception cref="UnreadableImageException">The image cannot be decoded after all.</exception>
    RawImage Decode(ImageRecord record, int channels, int atLeast);

    /// <summary>The image's file as it is, or null where images do not lie in files of their own.</summary>
    /// <exception cref="UnreadableImageException">It cannot be read.</exception>
    byte[]? ReadFile(ImageRecord record) => null;
}
