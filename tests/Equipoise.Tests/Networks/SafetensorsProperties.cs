using Equipoise.Common;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

/// <summary>What must hold for any tensors and any bytes.</summary>
public class SafetensorsProperties
{
    private static readonly string[] Headers =
    [
        "{", "}", "[", "]", ",", ":", "\"x\"", "\"y\"", "\"dtype\"", "\"F32\"", "\"U8\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"",
        "0", "1", "4", "-1", "9223372036854775807", "1e9", "null", "true", " ", "\"\\ud800\"",
        """{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""", """{"dtype":"U8","shape":[4],"data_offsets":[0,4]}""",
    ];

    public static class Hostile
    {
        public static Arbitrary<string> Header() => Arb.From(
            Gen.Choose(0, 12).SelectMany(n => Gen.ArrayOf(Gen.Elements(Headers), n)).Select(p => $"{{{string.Concat(p)}}}"));
    }

    [Property(MaxTest = 60)]
    public void ReadWrite_AnyNamesShapesAndTypes_RoundTrip(NonEmptyArray<NonNull<string>> names, byte[] sides, byte type, NonNull<string> note)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (i, name) in names.Get.Index())
        {
            var shape = sides.Skip(i).Take(i % 4).Select(s => (long)s % 4).ToArray();
            tensors[Text(name.Get) + "."] = randn(shape).mul(100).to(TensorType.All[(type + i) % TensorType.All.Count].Type);
        }
        Safetensors.Write(folder.In("w"), tensors, new Dictionary<string, string> { [Text(note.Get)] = Text(note.Get) });
        var file = File.ReadAllBytes(folder.In("w"));
        Assert.Equal(0, BitConverter.ToInt64(file) % 8);
        var read = WeightsFile.Read(folder.In("w"));
        Assert.Equal(tensors.Keys.ToHashSet(), [.. read.Keys]);
        Assert.All(tensors, t =>
        {
            Assert.Equal((t.Value.dtype, string.Join(',', t.Value.shape)), (read[t.Key].dtype, string.Join(',', read[t.Key].shape)));
            Assert.Equal(ReferenceWeights.Bytes(t.Value), ReferenceWeights.Bytes(read[t.Key]));
        });
        Safetensors.Write(folder.In("v"), read, new Dictionary<string, string> { [Text(note.Get)] = Text(note.Get) });
        Assert.Equal(file, File.ReadAllBytes(folder.In("v")));
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(Hostile)])]
    public void Read_AnyHeader_TensorsOrRefusal(string header, bool data)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        File.WriteAllBytes(
            folder.In("w"), [.. BitConverter.GetBytes((long)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[data ? 4 : 0]]);
        try
        {
            Safetensors.Read(folder.In("w"));
        }
        catch (UserException e)
        {
            Assert.Equal(ExitCode.BadData, e.ExitCode);
        }
    }

    // A lone surrogate is no text, and UTF-8 cannot hold it.
    private static string Text(string any) => new([.. any.Where(c => !char.IsSurrogate(c))]);
}
