using System.Reflection;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>The networks of a GAN, found among its fields as TorchSharp finds the modules of a module.</summary>
internal static class GanNetworks
{
    /// <summary>Those in the GAN's own fields and in the fields of what of this library it holds.</summary>
    public static IReadOnlyList<nn.Module> Of(IGan gan)
    {
        var networks = new List<nn.Module>();
        Visit(gan, [], networks);
        return networks;
    }

    private static void Visit(object part, HashSet<object> seen, List<nn.Module> networks)
    {
        if (!seen.Add(part))
            return;
        foreach (var value in Fields(part.GetType()).Select(f => f.GetValue(part)))
            if (value is nn.Module network)
                networks.AddRange(seen.Add(network) ? [network] : []);
            else if (value is not null && value.GetType() is { IsClass: true } type && type.Assembly == typeof(IGan).Assembly)
                Visit(value, seen, networks);
    }

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null; type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
    }
}
