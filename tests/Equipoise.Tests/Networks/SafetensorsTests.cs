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
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "takes 8 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "8 follow the header")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "3 follow the header")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "neither gap nor overlap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "neither gap nor overlap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "neither gap nor overlap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0078":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1e2],"data_offsets":[0,400]}}""", 400, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}""", 4, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "offsets 4 to 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 0, "offsets -4 to 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[-9223372036854775808,9223372036854775807]}}""", 0, "offsets -9223372036854775808")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "two offsets")]
    [InlineData("""{"x":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 1, "'F8_E4M3'; BOOL, U8")]
    [InlineData("""{"x":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}""", 4, "'f32'")]
    [InlineData("""{"x":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", 4, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":"a","data_offsets":[0,4]}}""", 4, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", 4, "malformed")]
    [InlineData("""{"x":{"dtype":"F32"}}""", 4, "must have dtype")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"scale":2}}""", 4, "nothing else")]
    [InlineData("""{"x":3}""", 4, "must have dtype")]
    [InlineData("""{"__metadata__":{"k":3}}""", 0, "strings")]
    [InlineData("""{"__metadata__":{"k":{"l":"v"}}}""", 0, "strings")]
    [InlineData("""{"__metadata__":"k"}""", 0, "strings")]
    [InlineData("""{"__metadata__":{"k":{"l":{"m":"v"}}}}""", 0, "malformed")]
    [InlineData("""{"x":""", 4, "malformed")]
    [InlineData("""{} {}""", 0, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4],}}""", 4, "malformed")]
    [InlineData("""{/**/}""", 0, "malformed")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "malformed")]
    [InlineData("[1,2]", 4, "begin with '{'")]
    [InlineData(" {}", 0, "begin with '{'")]
    public void Read_MalformedFile_SaysWhatIsWrong(string header, int data, string says)
    {
        Write(header, new byte[data]);
        var refusal = Assert.Throws<UserException>(() => Safetensors.Read(_folder.In("w")));
        Assert.Equal(ExitCode.BadData, refusal.ExitCode);
        Assert.Contains(says, refusal.What);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((16 << 20) + 1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(200)]
    public void Read_HeaderOfImpossibleLength_RefusedBeforeAnythingIsAllocated(long length)
    {
        File.WriteAllBytes(_folder.In("w"), [.. BitConverter.GetBytes(length), .. "{}"u8, .. new byte[64]]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("header claims", Assert.Throws<UserException>(() => Safetensors.Read(_folder.In("w"))).What);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_ShapeOfManySides_Refused()
    {
        Write("""{"x":{"dtype":"U8","shape":[SIDES],"data_offsets":[0,1]}}""".Replace("SIDES", string.Join(',', Enumerable.Repeat(1, 65))), [1]);
        Assert.Contains("64 sides", Assert.Throws<UserException>(() => Safetensors.Read(_folder.In("w"))).What);
    }

    [Fact]
    public void Read_TruthValueOfTwo_Refused()
    {
        Write("""{"x":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}}""", [0, 1, 2]);
        Assert.Contains("neither 0 nor 1", Assert.Throws<UserException>(() => Safetensors.Read(_folder.In("w"))).What);
    }

    [Fact]
    public void Read_ChosenTensor_NoOther()
    {
        using var scope = NewDisposeScope();
        Safetensors.Write(_folder.In("w"), new Dictionary<string, Tensor> { ["a"] = ones(3), ["b"] = arange(4f), ["c"] = ones(5) });
        var read = Assert.Single(Safetensors.Read(_folder.In("w"), names => names.Where(n => n == "b")));
        Assert.Equal([0f, 1, 2, 3], read.Value.data<float>().ToArray());
    }

    // The reference file is laid out by the format's description, in Python.
    [Fact]
    public void Write_TensorsOfTheReference_ItsBytes()
    {
        using var scope = NewDisposeScope();
        var reference = ReferenceWeights.All["safetensors"]!;
        File.WriteAllBytes(_folder.In("w"), reference.File());
        var tensors = Safetensors.Read(_folder.In("w"));
        ReferenceWeights.RequireSame(reference["tensors"]!, tensors);
        Safetensors.Write(_folder.In("v"), tensors.Reverse().ToDictionary(), new Dictionary<string, string> { ["gan"] = "dcgan" });
        Assert.Equal(reference.File(), File.ReadAllBytes(_folder.In("v")));
    }

    [Fact]
    public void Write_MetadataInAnyOrder_SameBytes()
    {
        Safetensors.Write(_folder.In("1"), new Dictionary<string, Tensor>(), new Dictionary<string, string> { ["b"] = "1", ["a"] = "2" });
        Safetensors.Write(_folder.In("2"), new Dictionary<string, Tensor>(), new Dictionary<string, string> { ["a"] = "2", ["b"] = "1" });
        Assert.Equal(File.ReadAllBytes(_folder.In("1")), File.ReadAllBytes(_folder.In("2")));
        Assert.Empty(Safetensors.Read(_folder.In("1")));
    }

    [Fact]
    public void Write_WhatTheFormatHasNot_ArgumentExceptionAndNoFile()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("Complex", Assert.Throws<ArgumentException>(() => Write(new() { ["x"] = zeros(1, dtype: ScalarType.ComplexFloat32) })).Message);
        Assert.Contains("__metadata__", Assert.Throws<ArgumentException>(() => Write(new() { ["__metadata__"] = ones(1) })).Message);
        Assert.Contains("more than", Assert.Throws<ArgumentException>(() => Write(new() { [new string('x', 17 << 20)] = ones(1) })).Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));

        void Write(Dictionary<string, Tensor> tensors) => Safetensors.Write(_folder.In("w"), tensors);
    }

    // Larger than the pieces in which tensors pass.
    [Fact]
    public void ReadWrite_TensorOfManyPieces_SameElements()
    {
        using var scope = NewDisposeScope();
        var x = arange((64 << 20) / 8 + 5, dtype: ScalarType.Int64);
        Safetensors.Write(_folder.In("w"), new Dictionary<string, Tensor> { ["x"] = x });
        Assert.True(x.eq(Safetensors.Read(_folder.In("w"))["x"]).all().item<bool>());
    }

    [Fact]
    public void Read_FileThatFails_NoTensorStaysAlive()
    {
        Write("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"BOOL","shape":[1],"data_offsets":[4,5]}}""", [0, 0, 0, 0, 2]);
        var statistics = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        Assert.Throws<UserException>(() => Safetensors.Read(_folder.In("w")));
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
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

    private void Write(string header, byte[] data) =>
        File.WriteAllBytes(_folder.In("w"), [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. data]);
}
