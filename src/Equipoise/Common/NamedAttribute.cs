namespace Equipoise.Common;

/// <summary>Enters a type into the <see cref="Catalog{TRole}"/> of its role under the name users type.</summary>
/// <param name="name">Lower case, words joined by hyphens; unique within the role.</param>
/// <param name="summary">One line for lists and help.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NamedAttribute(string name, string summary) : Attribute
{
    public string Name => name;

    public string Summary => summary;
}
