using System.Diagnostics;
using System.Text.RegularExpressions;
using Equipoise.Common;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public sealed partial class WeightsFileTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_EitherKindUnderAnyName_ToldByContent()
    {
        using var scope = NewDisposeScope();
        File.WriteAllBytes(_folder.In("a.pth"), ReferenceWeights.All["safetensors"]!.File());
        File.WriteAllBytes(_folder.In("b.safetensors"), ReferenceWeights.All["read"]!["types"]!.File());
        ReferenceWeights.RequireSame(ReferenceWeights.All["safetensors"]!["tensors"]!, WeightsFile.Read(_folder.In("a.pth")));
        ReferenceWeights.RequireSame(ReferenceWeights.All["read"]!["types"]!["tensors"]!, WeightsFile.Read(_folder.In("b.safetensors")));
    }

    // 640, in eight bytes, begins as a pickle does.
    [Fact]
    public void Read_HeaderWhoseLengthLooksLikeAPickle_Safetensors()
    {
        using var scope = NewDisposeScope();
        const string note = """{"__metadata__":{"note":""}}""";
        var tensors = new Dictionary<string, Tensor> { ["a"] = arange(3) };
        Safetensors.Write(_folder.In("w"), tensors);
        var rest = 640 - (int)BitConverter.ToInt64(File.ReadAllBytes(_folder.In("w")));
        Safetensors.Write(_folder.In("w"), tensors, new Dictionary<string, string> { ["note"] = new string('x', rest - note.Length + 1) });
        Assert.Equal([0x80, 2], File.ReadAllBytes(_folder.In("w"))[..2]);
        Assert.Equal([0, 1, 2], WeightsFile.Read(_folder.In("w"))["a"].data<long>());
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("<!DOCTYPE html>\n<html>", "text that begins '<!DOCTYPE html>")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "failed download")]
    [InlineData("PK\u0005\u0006", "begins with the bytes 504B0506")]
    [InlineData("\u0001\u0002", "begins with the bytes 0102")]
    public void Read_AnotherKindOfFile_SaysWhatItIs(string content, string says)
    {
        File.WriteAllText(_folder.In("w"), content);
        var refusal = Assert.Throws<UserException>(() => WeightsFile.Read(_folder.In("w")));
        Assert.Equal(ExitCode.BadData, refusal.ExitCode);
        Assert.Contains(says, refusal.What);
        Assert.Contains("torch.save", refusal.Remedy);
    }

    [Fact]
    public void Read_NoFile_BadData()
    {
        Assert.Equal(ExitCode.BadData, Assert.Throws<UserException>(() => WeightsFile.Read(_folder.In("nothing"))).ExitCode);
        Assert.Equal(ExitCode.BadData, Assert.Throws<UserException>(() => WeightsFile.Read(_folder.Path)).ExitCode);
    }

    // There with the lines that docs/weights.md gives for it, back as PyTorch saves.
    [Fact]
    public void Read_WhatPyTorchMadeOfOurs_SameBytes()
    {
        using var scope = NewDisposeScope();
        var tensors = TensorType.All.ToDictionary(t => $"é.{t.Safetensors}", t => randn(3, 5).mul(100).to(t.Type).t());
        tensors["scalar"] = tensor(double.NaN);
        Safetensors.Write(_folder.In("w"), tensors, new Dictionary<string, string> { ["k"] = "v" });
        Run($"{Documented()}\ntorch.save({{k: v.t() if v.dim() == 2 else v for k, v in load('{_folder.In("w")}').items()}}, '{_folder.In("v")}')");
        var back = WeightsFile.Read(_folder.In("v"));
        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), back.Keys.Order(StringComparer.Ordinal));
        Assert.All(tensors, t =>
        {
            Assert.Equal(t.Value.dtype, back[t.Key].dtype);
            Assert.Equal(ReferenceWeights.Bytes(t.Value), ReferenceWeights.Bytes(t.Value.dim() == 2 ? back[t.Key].t() : back[t.Key]));
        });
    }

    private static string Documented() =>
        PythonBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "weights.md"))).Groups[1].Value;

    private static void Run(string script)
    {
        Assert.SkipUnless(File.Exists(Python), "There is no Python here.");
        using var process = Process.Start(new ProcessStartInfo(Python, ["-W", "ignore", "-c", script]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(error.Contains("No module named 'torch'"), "There is no PyTorch here.");
        Assert.True(process.ExitCode == 0, error);
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex PythonBlock();
}
