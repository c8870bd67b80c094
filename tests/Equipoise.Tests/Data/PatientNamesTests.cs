using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Tests.Data;

public class PatientNamesTests
{
    [Theory]
    [InlineData("normal/00001280_004.jpg", "00001280")]
    [InlineData("00030805_000.png", "00030805")]
    [InlineData("normal/0001280_004.jpg", null)]
    [InlineData("covid/01E392EE-69F9-4E33-BFCE-E5C968654078.jpg", null)]
    [InlineData("00001280_004/other.jpg", null)]
    public void Of_NoPattern_NihNamesOnly(string path, string? expected) => Assert.Equal(expected, new PatientNames(null).Of(path));

    [Theory]
    [InlineData(@"person(\d+)_", "pneumonia/person12_bacteria_3.jpeg", "12")]
    [InlineData(@"person\d+", "pneumonia/person12_bacteria_3.jpeg", "person12")]
    [InlineData(@"person(\d+)_", "normal/IM-0001.jpeg", null)]
    public void Of_Pattern_FirstGroupOrMatch(string pattern, string path, string? expected) => Assert.Equal(expected, new PatientNames(pattern).Of(path));

    [Fact]
    public void Constructor_MalformedPattern_UsageWithExample() =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<UserException>(() => new PatientNames("(")).ExitCode);
}
