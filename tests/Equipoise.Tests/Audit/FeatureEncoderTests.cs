using Equipoise.Audit;

namespace Equipoise.Tests.Audit;

public class FeatureEncoderTests
{
    [Fact]
    public void Fit_ConstantAndAbsentFeatures_HaveNoColumn() =>
        Assert.Equal(0, FeatureEncoder.Fit([[3, double.NaN], [3, double.NaN], [3, double.NaN]], 150).Width);

    [Fact]
    public void Encode_AFewValues_GivesEachAColumnOfItsOwn()
    {
        var encoder = FeatureEncoder.Fit([[1], [1], [1], [1], [1], [1], [1], [7], [9]], 150);

        Assert.Equal(4, encoder.Width);
        Assert.Equal([1, 2, 3], new double[] { 1, 7, 9 }.Select(v => encoder.Encode([v]).Columns[^1]));
    }

    [Fact]
    public void Encode_AMissingValue_SaysSoAndNothingElse()
    {
        var encoder = FeatureEncoder.Fit([[1], [2], [double.NaN]], 150);

        Assert.Equal([0], encoder.Encode([double.NaN]).Columns);
        Assert.Equal([1, 3], encoder.Encode([2]).Columns);
    }

    [Fact]
    public void Encode_ManyValues_FillsTheBinsEvenly()
    {
        double[][] rows = [.. Enumerable.Range(0, 1000).Select(i => new[] { Math.Exp(i / 100.0) })];
        var encoder = FeatureEncoder.Fit(rows, 150);

        Assert.Equal([.. Enumerable.Repeat(100, 10)], rows.CountBy(r => encoder.Encode(r).Columns[^1]).Select(c => c.Value));
    }

    [Fact]
    public void Encode_AFrequentValue_HasABinOfItsOwn()
    {
        double[][] rows = [.. Enumerable.Range(0, 1000).Select(i => new[] { i is >= 70 and < 870 ? 320 : 280 + i / 10.0 })];
        var encoder = FeatureEncoder.Fit(rows, 150);
        var frequent = encoder.Encode([320]).Columns[^1];

        Assert.Equal(800, rows.Count(r => encoder.Encode(r).Columns[^1] == frequent));
    }

    [Fact]
    public void Fit_ManyFeatures_StaysWithinTheColumns()
    {
        double[][] rows = [.. Enumerable.Range(0, 200).Select(i => Enumerable.Range(0, 64).Select(f => Math.Sin(i * (f + 1))).ToArray())];

        Assert.InRange(FeatureEncoder.Fit(rows, 150).Width, 64, 150);
    }
}
