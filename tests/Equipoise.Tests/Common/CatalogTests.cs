using Equipoise.Common;

namespace Equipoise.Tests.Common;

public class CatalogTests
{
    private interface IRole;

    [Named("one", "")]
    private sealed class One : IRole;

    [Named("one", "")]
    private sealed class OneAgain : IRole;

    [Named("three", "")]
    private sealed class Three : IRole;

    [Fact]
    public void Constructor_TwoTypesOfOneName_Throws() =>
        Assert.Throws<InvalidOperationException>(() => new Catalog<IRole>([typeof(One), typeof(OneAgain)]));

    [Fact]
    public void Get_MistypedName_NamesTheNearest()
    {
        var e = Assert.Throws<UserException>(() => new Catalog<IRole>([typeof(One), typeof(Three)]).Get("thre", "role"));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains("Did you mean 'three'?", e.Remedy);
    }

    [Fact]
    public void Create_KnownName_ItsType() => Assert.IsType<Three>(new Catalog<IRole>([typeof(One), typeof(Three)]).Get("three", "role").Create());

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Distance_KnownPairs_Levenshtein(string a, string b, int expected) => Assert.Equal(expected, Suggestion.Distance(a, b));

    [Fact]
    public void Nearest_NothingNear_Null() => Assert.Null(Suggestion.Nearest("xyzzy", ["dcgan", "none"]));
}
