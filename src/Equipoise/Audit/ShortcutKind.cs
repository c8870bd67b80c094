namespace Equipoise.Audit;

/// <summary>Whether what a family measures can carry the disease.</summary>
public enum ShortcutKind
{
    /// <summary>
    /// How an image was made, stored or marked. It says nothing of the disease: a class told by it is told by a shortcut.
    /// </summary>
    Acquisition,

    /// <summary>How an image looks as a whole. A class told by it may be told by a shortcut or by the disease itself.</summary>
    Appearance,
}
