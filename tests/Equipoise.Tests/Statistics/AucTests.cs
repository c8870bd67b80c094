using Equipoise.Statistics;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Statistics;

public class AucTests
{
    [Fact]
    public void Of_TiesAndWeights_AsScikitLearn()
    {
        foreach (var c in ReferenceNumbers.Read("auc.json")["cases"]!.AsArray())
        {
            var positive = c!["positive"]!.AsArray().Select(p => p!.GetValue<bool>()).ToArray();
            Assert.Equal(c["auc"]!.GetValue<double>(), Auc.Of(c["scores"].Numbers(), positive), 1e-12);
            Assert.Equal(c["weighted"]!.GetValue<double>(), Auc.Of(c["scores"].Numbers(), positive, [.. c["weights"].Numbers().Select(w => (int)w)]), 1e-12);
        }
    }

    [Fact]
    public void Of_AllTied_OneHalf() => Assert.Equal(0.5, Auc.Of([1, 1, 1], [true, false, true]));

    [Fact]
    public void Of_OneClassOnly_NaN() => Assert.Equal(double.NaN, Auc.Of([1, 2], [true, true]));

    [Fact]
    public void Of_NaNScore_Refused() => Assert.Throws<ArgumentException>(() => Auc.Of([double.NaN, 1], [true, false]));

    [Fact]
    public void Macro_AbsentClass_LeftOut() => Assert.Equal(0.75, Auc.Macro([0.5, double.NaN, 1]));

    [Fact]
    public void Quantile_Sorted_AsNumPy()
    {
        var reference = ReferenceNumbers.Read("auc.json");
        Assert.All(reference["quantiles"]!.AsObject(), q => Assert.Equal(
            q.Value!.GetValue<double>(), Quantile.Of(reference["values"].Numbers(), double.Parse(q.Key, System.Globalization.CultureInfo.InvariantCulture)), 1e-12));
    }
}
