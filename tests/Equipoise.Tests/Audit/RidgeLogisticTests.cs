using Equipoise.Audit;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Audit;

public class RidgeLogisticTests
{
    [Fact]
    public void Fit_DenseAndSparseColumns_AsScikitLearn()
    {
        foreach (var c in ReferenceNumbers.Read("logistic.json")["fits"]!.AsArray())
        {
            var rows = c!["rows"]!.AsArray().Select(r => Sparse(r.Numbers())).ToList();
            var positive = c["positive"]!.AsArray().Select(p => p!.GetValue<bool>()).ToList();
            var expected = c["coefficients"].Numbers();
            var fit = RidgeLogistic.Fit(rows, positive, expected.Length, c["penalty"]!.GetValue<double>());

            Assert.All(expected.Zip(fit.Coefficients), p => Assert.Equal(p.First, p.Second, 1e-6));
            Assert.Equal(c["intercept"]!.GetValue<double>(), fit.Intercept, 1e-6);
            Assert.All(c["probabilities"].Numbers().Zip(rows), p => Assert.Equal(p.First, fit.Probability(p.Second), 1e-6));
        }
    }

    [Fact]
    public void Fit_SeparableWithHardlyAnyPenalty_StillEnds()
    {
        SparseRow[] rows = [.. Enumerable.Range(-50, 100).Select(i => Sparse([i + 0.5, 1]))];
        var fit = RidgeLogistic.Fit(rows, [.. rows.Select(r => r.Values[0] > 0)], 2, 1e-6);

        Assert.All(rows, r => Assert.Equal(r.Values[0] > 0, fit.Probability(r) > 0.5));
        Assert.All(fit.Coefficients, c => Assert.True(double.IsFinite(c)));
    }

    [Fact]
    public void Fit_OneKindOnly_Refused() =>
        Assert.Throws<ArgumentException>(() => RidgeLogistic.Fit([Sparse([1]), Sparse([2])], [true, true], 1, 1));

    private static SparseRow Sparse(double[] row)
    {
        int[] columns = [.. Enumerable.Range(0, row.Length).Where(i => row[i] != 0)];
        return new SparseRow(columns, [.. columns.Select(i => row[i])]);
    }
}
