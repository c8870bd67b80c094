using Equipoise.Common;

namespace Equipoise.Features.Pretrained;

/// <summary>Every network whose weights can be imported.</summary>
public static class PretrainedNetworks
{
    /// <summary>All of them, by name.</summary>
    public static Catalog<IPretrainedNetwork> All { get; } = new();

    /// <summary>The network of this name.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static IPretrainedNetwork Get(string name) => All.Get(name, "network").Create();

    /// <summary>Where to get a network's weights and how to import them, line by line.</summary>
    public static string HowToGet(string name)
    {
        var network = Get(name);
        return string.Join('\n',
        [
            $"Download one of these, then run 'equipoise weights import {name} FILE':",
            .. network.Published.Select(p => $"  {p.Address}  ({p.What})"),
            .. network.Advice is { } advice ? [advice] : Array.Empty<string>(),
        ]);
    }
}
