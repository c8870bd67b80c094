using System.Runtime.CompilerServices;

namespace Equipoise.Tests.Support;

/// <summary>What holds for the whole test process.</summary>
internal static class TestProcess
{
    private static readonly TemporaryFolder Cache = new();

    // Tests neither use nor fill the developer's own cache.
    [ModuleInitializer]
    internal static void Begin()
    {
        Environment.SetEnvironmentVariable("EQUIPOISE_CACHE", Cache.Path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Cache.Dispose();
    }
}

/// <summary>Tests that train take turns: each uses all processors, and side by side they only wait for one another.</summary>
[CollectionDefinition(Name)]
public sealed class TrainingTests
{
    public const string Name = "training";
}
