using Equipoise.Common;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Common;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_FailureMidway_LeavesTheOldFileAndNothingElse()
    {
        AtomicFile.WriteText(_folder.In("f"), "old");
        Assert.Throws<FormatException>(() => AtomicFile.Write(_folder.In("f"), s =>
        {
            s.WriteByte(1);
            throw new FormatException();
        }));
        Assert.Equal("old", File.ReadAllText(_folder.In("f")));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_FolderIsAFile_NoSpaceWithRemedy()
    {
        File.WriteAllText(_folder.In("file"), "");
        var e = Assert.Throws<UserException>(() => AtomicFile.WriteText(_folder.In("file", "f"), "x"));
        Assert.Equal(ExitCode.NoSpace, e.ExitCode);
        Assert.NotNull(e.Remedy);
    }

    [Fact]
    public void Csv_HostileFields_RoundTrip()
    {
        string[] fields = ["plain", "a,b", "say \"hi\"", "two\nlines", "=1+1", "", " padded ", "ünï"];
        AtomicFile.WriteText(_folder.In("t.csv"), Csv.Write(fields.Select((_, i) => $"c{i}"), [fields, [1, 0.1, 1e-300, null, true, -2L, 3f, 'x']]));
        var rows = Csv.Read(_folder.In("t.csv"));
        Assert.Equal(fields, rows[0].Values);
        Assert.Equal(["1", "0.1", "1E-300", "", "True", "-2", "3", "x"], rows[1].Values);
    }

    [Theory]
    [InlineData("covid", "covid")]
    [InlineData("Covid-19.v2", "Covid-19.v2")]
    public void SafeName_HarmlessName_Unchanged(string name, string expected) => Assert.Equal(expected, SafeName.Of(name));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("<script>")]
    public void SafeName_HostileName_OneHarmlessSegment(string name) => Assert.Matches("^[A-Za-z0-9_][A-Za-z0-9._-]*$|^-[0-9a-f]{8}$", SafeName.Of(name));

    [Fact]
    public void SafeName_DifferentHostileNames_StayDifferent() => Assert.NotEqual(SafeName.Of("a/b"), SafeName.Of("a:b"));
}
