namespace Equipoise.Audit;

/// <summary>How well a class can be told, by the lower end of the 95 % interval of the area under the ROC curve.</summary>
public enum ShortcutLevel
{
    /// <summary>At most 0.6.</summary>
    None,

    /// <summary>Above 0.6: the classes' scores lie more than a third of a standard deviation apart, were they normal.</summary>
    Noticeable,

    /// <summary>Above 0.75: they lie about a whole standard deviation apart or more, enough for a classifier to live on.</summary>
    Strong,
}
