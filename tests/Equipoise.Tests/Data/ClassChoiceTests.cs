using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data;

public class ClassChoiceTests
{
    [Fact]
    public void Keep_Number_IsExactSeededAndNested()
    {
        var (few, more) = (Keep(("focal", 10)), Keep(("focal", 25)));
        Assert.Equal([200, 10, 20], Counts(few));
        Assert.Equal([200, 25, 20], Counts(more));
        Assert.Subset(Paths(more), Paths(few));
        Assert.Equal(Paths(few), Paths(Keep(("focal", 10))));
        Assert.NotEqual(Paths(few), Paths(Open(new ClassSettings { Keep = new Dictionary<string, int> { ["focal"] = 10 }, Seed = 1 })));
    }

    [Fact]
    public void Keep_Images_TearsAtMostOnePatient()
    {
        var all = Open(new ClassSettings()).Records.Where(r => r.Label == 1).GroupBy(r => r.Patient!).ToDictionary(g => g.Key, g => g.Count());
        var kept = Keep(("focal", 60)).Records.Where(r => r.Label == 1).GroupBy(r => r.Patient!);
        Assert.InRange(kept.Count(g => g.Count() < all[g.Key]), 0, 1);
    }

    [Fact]
    public void Imbalance_Ratio_FallsOffGeometrically()
    {
        Assert.Equal([1000, 100, 10], ClassChoice.LongTail([1000, 900, 800], 100));
        Assert.Equal([10, 1000, 100], ClassChoice.LongTail([800, 1000, 900], 100));
        Assert.Equal([1000, 50], ClassChoice.LongTail([1000, 50], 2));
        Assert.Equal([7], ClassChoice.LongTail([7], 5));
        Assert.Equal([200, 50, 12], Counts(Open(new ClassSettings { Imbalance = 16 })));
    }

    [Fact]
    public void MergeAndRename_Classes_BeforeKeeping()
    {
        var source = Open(new ClassSettings
        {
            Merge = new Dictionary<string, IReadOnlyList<string>> { ["ill"] = ["focal", "diffuse"] },
            Rename = new Dictionary<string, string> { ["normal"] = "well" },
            Keep = new Dictionary<string, int> { ["ill"] = 30 },
        });
        Assert.Equal(["well", "ill"], source.ClassNames);
        Assert.Equal([200, 30], Counts(source));
        Assert.Equal(64, source.Decode(source.Records[^1], 1, 32).Width);
    }

    [Fact]
    public void Only_Classes_InTheirOrderAfterMergingAndBeforeKeeping()
    {
        var all = Open(new ClassSettings());
        var source = Open(new ClassSettings { Only = ["diffuse", "normal"], Keep = new Dictionary<string, int> { ["normal"] = 30 } });
        Assert.Equal(["diffuse", "normal"], source.ClassNames);
        Assert.Equal([20, 30], Counts(source));
        var was = all.Records.ToDictionary(r => r.Path, r => all.ClassNames[r.Label]);
        Assert.All(source.Records, r => Assert.Equal(was[r.Path], source.ClassNames[r.Label]));
        var merged = new Dictionary<string, IReadOnlyList<string>> { ["ill"] = ["focal", "diffuse"] };
        Assert.Equal([220], Counts(Open(new ClassSettings { Merge = merged, Only = ["ill"] })));
        Assert.Contains("more than once", Assert.Single(new ClassSettings { Only = ["a", "a"] }.Problems()));
    }

    [Fact]
    public void Keep_OwnTestPart_StaysWhole()
    {
        using var folder = new TemporaryFolder();
        TestImages.WriteFolder(folder.In("train"), 16, 10, 10);
        TestImages.WriteFolder(folder.In("test"), 20, 5, 5);
        var options = new SourceOptions { Classes = new ClassSettings { Keep = new Dictionary<string, int> { ["b"] = 3 } } };
        var source = SourceCatalog.Open(folder.Path, options, Silence.Instance);
        Assert.Equal([15, 8], Counts(source));
        Assert.Equal(10, source.Records.Count(r => r.Part == Part.Test));
    }

    [Theory]
    [InlineData("keep", "foca", "focal")]
    [InlineData("merge", "foca", "focal")]
    [InlineData("rename", "foca", "focal")]
    [InlineData("only", "foca", "focal")]
    public void UnknownClass_Anywhere_IsNamedWithTheNearest(string what, string name, string nearest)
    {
        var settings = what switch
        {
            "keep" => new ClassSettings { Keep = new Dictionary<string, int> { [name] = 3 } },
            "only" => new ClassSettings { Only = [name] },
            "merge" => new ClassSettings { Merge = new Dictionary<string, IReadOnlyList<string>> { ["x"] = [name] } },
            _ => new ClassSettings { Rename = new Dictionary<string, string> { [name] = "x" } },
        };
        Assert.Contains($"'{nearest}'", Assert.Throws<UserException>(() => Open(settings)).Message);
    }

    [Fact]
    public void Keep_MoreThanThereAre_SaysHowMany() => Assert.Contains("only 20", Assert.Throws<UserException>(() => Keep(("diffuse", 21))).Message);

    private static IImageSource Keep(params (string Class, int Images)[] keep) => Open(new ClassSettings { Keep = keep.ToDictionary(k => k.Class, k => k.Images) });

    private static IImageSource Open(ClassSettings settings) =>
        SourceCatalog.Open("phantom:images=420", new SourceOptions { Classes = settings }, Silence.Instance);

    private static int[] Counts(IImageSource source) => [.. source.ClassNames.Select((_, label) => source.Records.Count(r => r.Label == label))];

    private static HashSet<string> Paths(IImageSource source) => [.. source.Records.Select(r => r.Path)];
}
