using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Equipoise.Common;
using Equipoise.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Data;

/// <summary>What every image set can do.</summary>
public static class ImageSets
{
    /// <summary>Images of each class.</summary>
    public static int[] CountPerClass(this IImageSet set, int classes)
    {
        var counts = new int[classes];
        foreach (var label in set.Labels)
            counts[label]++;
        return counts;
    }

    /// <summary>A batch of these images on <paramref name="device"/>; the caller disposes it.</summary>
    public static Batch Take(this IImageSet set, ReadOnlySpan<int> numbers, Device device)
    {
        using var scope = NewDisposeScope();
        var labels = new long[numbers.Length];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = set.Labels[numbers[i]];
        return new Batch(
            ToFloat(set.Gather(numbers).to(device)).MoveToOuterDisposeScope(),
            tensor(labels, device: device).MoveToOuterDisposeScope());
    }

    /// <summary>uint8 0..255 to float32 in [-1,1].</summary>
    public static Tensor ToFloat(Tensor pixels)
    {
        if (pixels.device_type != DeviceType.CPU || !pixels.is_contiguous())
            return pixels.to(ScalarType.Float32).OverInPlace(127.5).MinusInPlace(1);
        var images = empty(pixels.shape, ScalarType.Float32);
        ToFloat(pixels.bytes, MemoryMarshal.Cast<byte, float>(images.bytes));
        return images;
    }

    // In one pass over the memory rather than three.
    private static void ToFloat(ReadOnlySpan<byte> pixels, Span<float> images)
    {
        var i = 0;
        for (; i <= pixels.Length - Wide.Step; i += Wide.Step)
        {
            var (first, second) = Wide.Load(pixels[i..]);
            (Vector256.ConvertToSingle(first) / 127.5f - Vector256<float>.One).CopyTo(images[i..]);
            (Vector256.ConvertToSingle(second) / 127.5f - Vector256<float>.One).CopyTo(images[(i + Wide.Step / 2)..]);
        }
        for (; i < pixels.Length; i++)
            images[i] = pixels[i] / 127.5f - 1;
    }

    /// <summary>float32 in [-1,1] to uint8 0..255, rounded.</summary>
    public static Tensor ToBytes(Tensor images) =>
        (images + Number.One).TimesInPlace(127.5).round_().ClampInPlace(0, 255).to(ScalarType.Byte);
}
