using System.Reflection;
using System.Xml.Linq;

namespace Equipoise.Tests.Build;

public class LeanPublishTests
{
    [Fact]
    public void UnusedFrameworkAssembly_OfTheTargets_IsReferredToByNothingOfTheProgram()
    {
        XDocument targets = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "LeanPublish.targets"));
        string[] unused = [.. targets.Descendants("UnusedFrameworkAssembly").SelectMany(item => item.Attribute("Include")!.Value.Split(';'))];
        Assert.NotEmpty(unused);
        Assert.Empty(Needed().Intersect(unused));
    }

    // All that the program's own assemblies and packages refer to, and what that needs within the framework.
    private static HashSet<string> Needed()
    {
        var seen = new HashSet<string>();
        var open = new Queue<Assembly>([Assembly.Load("Equipoise.Cli")]);
        while (open.TryDequeue(out Assembly? assembly))
            foreach (AssemblyName name in assembly.GetReferencedAssemblies())
                if (seen.Add(name.Name!) && !IsFacade(name.Name!)) open.Enqueue(Assembly.Load(name));
        return seen;
    }

    // These only forward types, from everywhere; what is used of them is seen where the type really lives.
    private static bool IsFacade(string name) => name is "netstandard" or "mscorlib" or "System" or "System.Core";
}
