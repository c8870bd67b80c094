using System.Reflection;

namespace Equipoise.Common;

/// <summary>One variant of a role.</summary>
public sealed record CatalogEntry<TRole>(string Name, string Summary, Type Type)
{
    /// <summary>A new instance through the parameterless constructor.</summary>
    public TRole Create() => (TRole)Activator.CreateInstance(Type)!;
}

/// <summary>
/// Every variant of a role, found by its <see cref="NamedAttribute"/>: a new GAN, format or command is one new
/// file and no list to edit.
/// </summary>
public sealed class Catalog<TRole>
{
    private readonly SortedDictionary<string, CatalogEntry<TRole>> _entries = new(StringComparer.Ordinal);

    /// <param name="assemblies">Where to look; the role's own assembly when none is given.</param>
    /// <exception cref="InvalidOperationException">Two types claim one name.</exception>
    public Catalog(params Assembly[] assemblies)
        : this((assemblies is [] ? [typeof(TRole).Assembly] : assemblies).SelectMany(a => a.GetTypes()))
    {
    }

    internal Catalog(IEnumerable<Type> types)
    {
        foreach (var type in types.Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(TRole))))
            if (type.GetCustomAttribute<NamedAttribute>(inherit: false) is { } named
                && !_entries.TryAdd(named.Name, new(named.Name, named.Summary, type)))
                throw new InvalidOperationException(
                    $"{type} and {_entries[named.Name].Type} are both named '{named.Name}'.");
    }

    /// <summary>All entries, by name.</summary>
    public IReadOnlyCollection<CatalogEntry<TRole>> Entries => _entries.Values;

    /// <summary>The names, sorted.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>The entry of this name, or null.</summary>
    public CatalogEntry<TRole>? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>The entry of this name.</summary>
    /// <param name="name">What the user typed.</param>
    /// <param name="what">What the role is called in the message, e.g. "GAN".</param>
    /// <exception cref="UserException">No such name; the message suggests the nearest.</exception>
    public CatalogEntry<TRole> Get(string name, string what) =>
        Find(name) ?? throw UserException.Usage($"Unknown {what} '{name}'.", Suggestion.Among(name, Names));
}
