using System.Reflection;
using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Studies;
using Equipoise.Tests.Support;
using NetArchTest.Rules;

namespace Equipoise.Tests.Architecture;

public class HouseRulesTests
{
    private static readonly Assembly Library = typeof(Seed).Assembly;

    // Data flows one way: a folder may know those to its left.
    private static readonly string[] Order =
        ["Common", "Statistics", "Native", "Imaging", "Data", "Networks", "Features", "Evaluation", "Generators", "Synthesis", "Classification", "Audit", "Studies", "Tuning", "Reporting"];

    [Fact]
    public void Folders_Dependencies_PointOneWay()
    {
        for (var i = 0; i < Order.Length; i++)
        {
            var later = Order[(i + 1)..].Select(f => $"Equipoise.{f}").ToArray();
            if (later.Length == 0)
                continue;
            var result = Types.InAssembly(Library).That().ResideInNamespaceStartingWith($"Equipoise.{Order[i]}").ShouldNot().HaveDependencyOnAny(later).GetResult();
            Assert.True(result.IsSuccessful, $"{Order[i]} depends on what comes after it: {string.Join(", ", result.FailingTypeNames ?? [])}");
        }
    }

    [Fact]
    public void Folders_All_StandInTheOrder() => Assert.Empty(
        Library.GetTypes().Where(t => t.Namespace?.StartsWith("Equipoise.", StringComparison.Ordinal) == true)
            .Select(t => t.Namespace!.Split('.')[1]).Distinct().Except(Order));

    [Fact]
    public void Library_Console_NeverTouched()
    {
        var result = Types.InAssembly(Library).ShouldNot().HaveDependencyOnAny("System.Console").GetResult();
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Settings_Properties_Immutable()
    {
        var settings = Library.GetTypes().Where(t => t.IsAssignableTo(typeof(GeneratorSpec)) || t.Name.EndsWith("Settings", StringComparison.Ordinal)
            || t.Name.EndsWith("Options", StringComparison.Ordinal) || t == typeof(StudySpec)).Where(t => !t.IsAbstract && t.IsPublic).ToList();
        Assert.True(settings.Count >= 5);
        Assert.All(settings.SelectMany(t => t.GetProperties()).Where(p => p.CanWrite), p => Assert.True(
            p.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)), $"{p.DeclaringType}.{p.Name} can be set"));
        Assert.All(settings, t => Assert.True(t.IsSealed, $"{t} is not sealed"));
    }

    [Fact]
    public void GlobalRandomState_Library_NeverSeeded()
    {
        var source = Path.Combine(Repository.Root, "src");
        Assert.All(Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")), f =>
            Assert.DoesNotContain("manual_seed", File.ReadAllText(f)));
    }
}
