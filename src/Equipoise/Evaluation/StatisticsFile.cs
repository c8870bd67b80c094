using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Equipoise.Common;
using Equipoise.Data.Arrays;
using Equipoise.Evaluation.Metrics;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>
/// Mean and covariance of features in a file: <c>.npz</c> with the arrays <c>mu</c> [D] and <c>sigma</c> [D,D], as pytorch-fid
/// writes and reads. It lets others compare with images that they may not have.
/// </summary>
public static class StatisticsFile
{
    private const string Mean = "mu", Covariance = "sigma";

    /// <summary>Reads a file; the caller disposes the result.</summary>
    /// <exception cref="UserException">Missing, damaged, or not of this kind.</exception>
    public static Moments Read(string path)
    {
        using var file = NpzFile.Open(path, new ArrayLimits());
        if (!file.Names.Contains(Mean) || !file.Names.Contains(Covariance))
            throw UserException.BadData(
                $"'{path}' has no arrays '{Mean}' and '{Covariance}'; it has {string.Join(", ", file.Names.Select(n => Printable.Name(n)))}.",
                "Give a file that pytorch-fid or 'equipoise evaluate --save-statistics' wrote.");
        var (mean, covariance) = (file.Read(Mean, fractions: true), file.Read(Covariance, fractions: true));
        if (mean.Type < ElementType.Float32 || covariance.Type < ElementType.Float32 || mean.Shape.Count != 1 || mean.Count == 0
            || !covariance.Shape.SequenceEqual([mean.Count, mean.Count]))
            throw UserException.BadData($"'{path}' is no file of statistics: '{Mean}' is {mean}, '{Covariance}' is {covariance}; allowed are fractions, [D] and [D,D].");
        using var scope = NewDisposeScope();
        var (mu, sigma) = (tensor(mean.Fractions()), tensor(covariance.Fractions()).reshape(mean.Count, mean.Count));
        if (!mu.isfinite().all().item<bool>() || !sigma.isfinite().all().item<bool>())
            throw UserException.BadData($"'{path}' holds numbers that are not finite.");
        if (!sigma.allclose(sigma.t(), 1e-4, 1e-8) || sigma.diagonal().min().item<double>() < 0)
            throw UserException.BadData($"'{path}': '{Covariance}' is no covariance; it is not symmetric, or has a negative variance.");
        return new(mu.MoveToOuterDisposeScope(), sigma.MoveToOuterDisposeScope());
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="UserException">It cannot be written.</exception>
    public static void Write(string path, Moments moments) => AtomicFile.Write(path, stream =>
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, tensor) in new[] { (Mean, moments.Mean), (Covariance, moments.Covariance) })
        {
            using var entry = zip.CreateEntry($"{name}.npy", CompressionLevel.NoCompression).Open();
            entry.Write(Header(tensor.shape));
            entry.Write(MemoryMarshal.AsBytes<double>(tensor.contiguous().data<double>().ToArray()));
        }
    });

    // Version 1.0: magic, version, length, the dictionary, blanks up to a multiple of 64 and a line feed.
    private static byte[] Header(long[] shape)
    {
        var text = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}{(shape.Length == 1 ? "," : "")}), }}";
        var length = (10 + text.Length + 1 + 63) / 64 * 64 - 10;
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(length - 1)), (byte)'\n'];
    }
}
