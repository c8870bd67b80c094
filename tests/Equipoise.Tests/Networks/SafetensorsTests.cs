using System.Text;
using Equipoise.Common;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadWrite_EveryType_SameBytes()
    {
        using var scope = NewDisposeScope();
        var tensors = new[] { ScalarType.Float32, ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32, ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool }
            .ToDictionary(t => t.ToString(), t => arange(6).reshape(2, 3).to(t));
        tensors["scalar"] = tensor(3.5f);
        tensors["empty"] = zeros(0, 4);
        tensors["strided"] = arange(6f).reshape(2, 3).t();
        Safetensors.Write(_folder.In("w"), tensors, new Dictionary<string, string> { ["k"] = "v" });
        var read = Safetensors.Read(_folder.In("w"));
        Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
        Assert.All(tensors, t =>
        {
            Assert.Equal(t.Value.shape, read[t.Key].shape);
            Assert.Equal(t.Value.dtype, read[t.Key].dtype);
            Assert.Equal(t.Value.contiguous().bytes.ToArray(), read[t.Key].bytes.ToArray());
        });
    }

    // Written by hand from the format's description.
    [Fact]
    public void Read_FileWrittenByHand_ItsTensor()
    {
        Write("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", [0, 0, 128, 63, 0, 0, 0, 192]);
        using var x = Safetensors.Read(_folder.In("w"))["x"];
        Assert.Equal([1f, -2f], x.data<float>().ToArray());
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8)]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"Q7","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":"a","data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32"}}""", 4)]
    [InlineData("""{"x":""", 4)]
    [InlineData("[1,2]", 4)]
    public void Read_MalformedFile_BadData(string header, int data)
    {
        Write(header, new byte[data]);
        Assert.Equal(ExitCode.BadData, Assert.Throws<UserException>(() => Safetensors.Read(_folder.In("w"))).ExitCode);
    }

    [Fact]
    public void Read_EveryTruncation_BadData()
    {
        using var x = ones(3, 3);
        Safetensors.Write(_folder.In("w"), new Dictionary<string, Tensor> { ["x"] = x });
        var whole = File.ReadAllBytes(_folder.In("w"));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder.In("w"), whole[..length]);
            Assert.Equal(ExitCode.BadData, Assert.Throws<UserException>(() => Safetensors.Read(_folder.In("w"))).ExitCode);
        }
    }

    [Fact]
    public void Load_WeightsOfAnotherNetwork_SaysWhatDiffers()
    {
        using var network = new DenseNet121(1, 3);
        using var other = new DenseNet121(3, 3);
        Assert.Contains("conv0", Assert.Throws<ArgumentException>(() => Weights.Load(network, other.state_dict())).Message);
        Assert.Contains("missing", Assert.Throws<ArgumentException>(() => Weights.Load(network, new Dictionary<string, Tensor>())).Message);
    }

    private void Write(string header, byte[] data) =>
        File.WriteAllBytes(_folder.In("w"), [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. data]);
}
