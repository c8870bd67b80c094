using System.Text;
using Equipoise.Data;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Cli;

/// <summary>Nothing that a DICOM header says may reach anything that Equipoise writes.</summary>
[Collection(TrainingTests.Name)]
public sealed class HeaderSecrecyTests : IDisposable
{
    private const string Canary = "CANARY7";

    private static readonly (uint Tag, string Vr)[] Texts =
    [
        (0x00080005, "CS"), (0x00080008, "CS"), (0x00080016, "UI"), (0x00080018, "UI"), (0x00080020, "DA"), (0x00080030, "TM"), (0x00080050, "SH"),
        (0x00080060, "CS"), (0x00080070, "LO"), (0x00080080, "LO"), (0x00080081, "ST"), (0x00080090, "PN"), (0x00081010, "SH"), (0x00081030, "LO"),
        (0x0008103E, "LO"), (0x00081050, "PN"), (0x00081070, "PN"), (0x00081090, "LO"), (0x00100010, "PN"), (0x00100020, "LO"), (0x00100030, "DA"),
        (0x00100040, "CS"), (0x00101000, "LO"), (0x00101001, "PN"), (0x00101010, "AS"), (0x00101040, "LO"), (0x00104000, "LT"), (0x00180015, "CS"),
        (0x00181000, "LO"), (0x00181030, "LO"), (0x00185101, "CS"), (0x0020000D, "UI"), (0x0020000E, "UI"), (0x00200010, "SH"), (0x00204000, "LT"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryArtefact_FilesFullOfCanaries_HoldsNone()
    {
        for (var label = 0; label < 2; label++)
            for (var i = 0; i < 16; i++)
                Write($"{(char)('a' + label)}/{i:D2}.dcm", label, i);
        Write("a/burned.dcm", 0, 90, w => w.Text(0x00280301, "CS", "YES"));
        File.WriteAllBytes(_folder.In("images", "b", "cut.dcm"), File.ReadAllBytes(_folder.In("images", "b", "00.dcm"))[..700]);
        var said = new StringBuilder();
        foreach (var arguments in new string[][]
        {
            ["data", "inspect", _folder.In("images"), "--out", _folder.In("out", "audit")],
            ["data", "inspect", _folder.In("images"), "--out", _folder.In("out", "audit"), "--json"],
            ["study", "run", "covid19", "--data", $"folder:{_folder.In("images")}", "--out", _folder.In("out", "study"), "--set", "arms=[\"none\"]",
                "--set", "resolution=32", "--set", "fractions=[1]", "--set", "classifier.epochs=1"],
        })
        {
            var (code, output, error) = await CliRun.Of(arguments);
            Assert.True(code == 0, error);
            said.Append(output).Append(error);
        }
        Assert.Contains("burned into the pixels", said.ToString());
        Assert.Contains("b/cut.dcm", said.ToString());
        Assert.DoesNotContain(Canary, said.ToString());
        // Other tests use the cache as well: of its files those that stay are enough.
        var files = Directory.GetFiles(_folder.In("out"), "*", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(PixelCache.DefaultFolder, "*.pixels*").Where(f => !f.EndsWith(".tmp", StringComparison.Ordinal))).ToList();
        Assert.True(files.Count > 15);
        Assert.All(files, f => Assert.True(File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Canary)) < 0, f));
        // Patients are told apart all the same: two files each.
        Assert.Equal(16, File.ReadLines(_folder.In("out", "study", "splits", "0.csv")).Skip(1).Select(l => l.Split(',')[3]).Distinct().Count());
    }

    private void Write(string path, int label, int number, Action<DicomWriter>? more = null)
    {
        var image = new TestDicom
        {
            Rows = 32,
            Columns = 32,
            First = w =>
            {
                foreach (var (tag, vr) in Texts)
                    w.Text(tag, vr, tag == 0x00100020 ? $"{Canary}-{label}-{number / 2}" : Canary);
            },
            More = more ?? (_ => { }),
        };
        var file = _folder.In("images", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var pixels = TestImages.Draw(label, 32, (ulong)(100 * label + number)).Select(p => p * 16).ToArray();
        File.WriteAllBytes(file, image.File(pixels));
    }
}
