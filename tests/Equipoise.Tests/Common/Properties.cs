using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Statistics;
using Equipoise.Tests.Support;
using FsCheck;
using FsCheck.Xunit;

namespace Equipoise.Tests.Common;

/// <summary>What must hold for any input.</summary>
public class Properties
{
    [Property]
    public void Csv_AnyFields_RoundTrip(NonEmptyArray<NonNull<string>> fields)
    {
        using var folder = new TemporaryFolder();
        // A lone surrogate is no text, and UTF-8 cannot hold it.
        string[] row = [.. fields.Get.Select(f => new string([.. f.Get.Where(c => !char.IsSurrogate(c) && c != '\0')]))];
        File.WriteAllText(folder.In("t.csv"), Csv.Write(row.Select((_, i) => $"c{i}"), [row]));
        Assert.Equal(row, Csv.Read(folder.In("t.csv"))[0].Values);
    }

    [Property]
    public void SafeName_AnyName_OneSegmentWithinTheFolder(NonNull<string> name)
    {
        var safe = SafeName.Of(name.Get);
        Assert.Equal(safe, Path.GetFileName(safe));
        Assert.InRange(safe.Length, 1, 100);
        Assert.NotEqual('.', safe[0]);
    }

    [Property]
    public void Auc_NegatedScores_TheComplement(NonEmptyArray<int> scores)
    {
        double[] s = [.. scores.Get.Select(v => (double)v), 0, 1];
        bool[] positive = [.. s.Select((_, i) => i % 2 == 0)];
        Assert.Equal(1, Auc.Of(s, positive) + Auc.Of([.. s.Select(v => -v)], positive), 1e-9);
    }

    [Property]
    public void ShuffledOrder_AnyBatchSize_EveryImageOnceAPass(PositiveInt count, PositiveInt batch, ulong seed)
    {
        var order = new ShuffledOrder(count.Get, batch.Get, new Seed(seed));
        var drawn = Enumerable.Range(0, count.Get).SelectMany(s => order.At(s)).Take(count.Get * batch.Get).Chunk(count.Get);
        Assert.All(drawn, pass => Assert.Equal(Enumerable.Range(0, count.Get), pass.Order()));
    }
}
