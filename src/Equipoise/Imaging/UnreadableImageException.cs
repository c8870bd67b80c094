namespace Equipoise.Imaging;

/// <summary>An image that cannot be used; the message is the reason that goes to the quarantine list.</summary>
public sealed class UnreadableImageException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Whether the file could not be got at, which may change, rather than being bad.</summary>
    public bool Transient => InnerException is IOException or UnauthorizedAccessException or OutOfMemoryException;
}
