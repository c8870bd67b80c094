using System.IO.Compression;
using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Evaluation.Metrics;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation;

public sealed class StatisticsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OfNumPy_SameNumbersAndDistance()
    {
        var reference = ReferenceNumbers.Read("statistics.json");
        using var a = StatisticsFile.Read(Of("statistics-a.npz"));
        using var b = StatisticsFile.Read(Of("statistics-b.npz"));
        Assert.Equal(reference["mean"].Numbers(), a.Mean.data<double>().ToArray());
        Assert.Equal(reference["covariance"]!.AsArray().SelectMany(r => r.Numbers()), a.Covariance.data<double>().ToArray());
        Assert.Equal(1, FrechetDistance.Of(a, b) / reference["frechet"]!.GetValue<double>(), 1e-9);
    }

    [Fact]
    public void Write_ThenRead_Same()
    {
        using var a = StatisticsFile.Read(Of("statistics-a.npz"));
        StatisticsFile.Write(_folder.In("a.npz"), a);
        using var again = StatisticsFile.Read(_folder.In("a.npz"));
        Assert.Equal(a.Mean.data<double>().ToArray(), again.Mean.data<double>().ToArray());
        Assert.Equal(a.Covariance.data<double>().ToArray(), again.Covariance.data<double>().ToArray());
    }

    // numpy.save of the same numbers, byte for byte: the arrays of the file that NumPy wrote.
    [Fact]
    public void Write_Arrays_AsNumPyWritesThem()
    {
        using var a = StatisticsFile.Read(Of("statistics-a.npz"));
        StatisticsFile.Write(_folder.In("a.npz"), a);
        Assert.All(["mu.npy", "sigma.npy"], name => Assert.Equal(Entry(Of("statistics-a.npz"), name), Entry(_folder.In("a.npz"), name)));

        static byte[] Entry(string path, string name)
        {
            using var zip = ZipFile.OpenRead(path);
            using var stream = zip.GetEntry(name)!.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }

    [Fact]
    public void Read_NoSuchArraysOrNoZip_BadData()
    {
        File.WriteAllText(_folder.In("x.npz"), "no zip");
        Assert.Throws<UserException>(() => StatisticsFile.Read(_folder.In("x.npz")));
        using (var zip = ZipFile.Open(_folder.In("y.npz"), ZipArchiveMode.Create))
            zip.CreateEntry("images.npy");
        Assert.Contains("no arrays 'mu' and 'sigma'; it has images", Assert.Throws<UserException>(() => StatisticsFile.Read(_folder.In("y.npz"))).What);
        Assert.Throws<UserException>(() => StatisticsFile.Read(_folder.In("none.npz")));
    }

    [Theory]
    [InlineData(double.NaN, 1, 0, "not finite")]
    [InlineData(0, 1, 5, "no covariance")]
    [InlineData(0, -1, 0, "no covariance")]
    public void Read_NumbersThatCannotBe_BadData(double mean, double variance, double upper, string expected)
    {
        using var moments = new Moments(tensor(new[] { mean, 0 }), tensor(new[] { variance, upper, 0, 1 }).reshape(2, 2));
        StatisticsFile.Write(_folder.In("x.npz"), moments);
        Assert.Contains(expected, Assert.Throws<UserException>(() => StatisticsFile.Read(_folder.In("x.npz"))).What);
    }

    [Fact]
    public void Read_ShapesThatDoNotFit_BadData()
    {
        using var moments = new Moments(zeros([3], ScalarType.Float64), eye(2, dtype: ScalarType.Float64));
        StatisticsFile.Write(_folder.In("x.npz"), moments);
        Assert.Contains("'mu' is Float64 [3], 'sigma' is Float64 [2,2]", Assert.Throws<UserException>(() => StatisticsFile.Read(_folder.In("x.npz"))).What);
    }

    private static string Of(string name) => Path.Combine(Repository.Root, "tests", "Equipoise.Tests", "Reference", name);
}
