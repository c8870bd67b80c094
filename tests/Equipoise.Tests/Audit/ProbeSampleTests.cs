using Equipoise.Audit;
using Equipoise.Common;

namespace Equipoise.Tests.Audit;

public class ProbeSampleTests
{
    [Fact]
    public void Draw_GroupsOfSeveralImages_StayWholeAndClassesAreSpread()
    {
        // 100 groups of three images of class 0, 20 of one image of class 1.
        int[] labels = [.. Enumerable.Repeat(0, 300), .. Enumerable.Repeat(1, 20)];
        string[] groups = [.. Enumerable.Range(0, 320).Select(i => i < 300 ? $"a{i / 3}" : $"b{i}")];
        var sample = Draw(labels, groups, out var notes);

        Assert.Empty(notes);
        Assert.Equal(5, sample.FoldCount);
        Assert.All(sample.Images.GroupBy(i => groups[i]), g => Assert.Single(g.Select(i => sample.Fold[i]).Distinct()));
        Assert.All(Enumerable.Range(0, 5), f => Assert.Equal(4, sample.Images.Count(i => labels[i] == 1 && sample.Fold[i] == f)));
        Assert.Equal([(100, 20), (20, 100)], sample.Classes.Select(c => (c.Groups, c.RestGroups)));
    }

    [Fact]
    public void Draw_MoreGroupsThanAllowed_KeepsTheRareClassWholeAndSaysSo()
    {
        int[] labels = [.. Enumerable.Range(0, 8000).Select(i => i < 7700 ? 0 : 1)];
        var sample = Draw(labels, [.. Enumerable.Range(0, 8000).Select(i => $"{i}")], out var notes);

        Assert.Equal(ProbeSample.MostGroups, sample.Images.Length);
        Assert.Equal(300, sample.Labels.Count(l => l == 1));
        Assert.Contains("5,000 of 8,000", Assert.Single(notes));
    }

    [Fact]
    public void Draw_ManyImagesPerGroup_TakesAFewOfEach()
    {
        int[] labels = [.. Enumerable.Range(0, 40_000).Select(i => i / 400 % 2)];
        var sample = Draw(labels, [.. labels.Select((_, i) => $"{i / 400}")], out var notes);

        Assert.Equal(ProbeSample.MostImages, sample.Images.Length);
        Assert.Contains("at most 100", Assert.Single(notes));
    }

    [Fact]
    public void Draw_ASmallClass_TakesFewerFoldsOrIsLeftOut()
    {
        Assert.Equal(4, Draw([.. Labels(50, 4)], [.. Enumerable.Range(0, 54).Select(i => $"{i}")], out _).FoldCount);
        Assert.False(Draw([.. Labels(50, 2)], [.. Enumerable.Range(0, 52).Select(i => $"{i}")], out _).Classes[1].Probed);
    }

    private static IEnumerable<int> Labels(params int[] perClass) => perClass.SelectMany((n, c) => Enumerable.Repeat(c, n));

    private static ProbeSample Draw(int[] labels, string[] groups, out List<string> notes) => ProbeSample.Draw(
        [.. Enumerable.Range(0, labels.Length)], labels, groups, ["a", "b"], new Seed(3), notes = []);
}
