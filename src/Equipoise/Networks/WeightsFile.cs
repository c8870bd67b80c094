using System.Text;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks.PyTorch;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// Reads weights of either kind, told by content: safetensors, or the state dictionaries that PyTorch's <c>torch.save</c>
/// writes. No code in a file is ever run.
/// </summary>
public static class WeightsFile
{
    private const string Remedy =
        "Give a safetensors file, or what PyTorch writes with torch.save(model.state_dict(), 'weights.pth').";

    /// <summary>Reads tensors onto the CPU; the caller disposes them. Those of a PyTorch file may share memory and be strided.</summary>
    /// <param name="choose">From all names of the file those to read; all where null.</param>
    /// <exception cref="UserException">The file is missing, of another kind, or anything about it is not as it should be.</exception>
    public static Dictionary<string, Tensor> Read(string path, Func<IReadOnlyCollection<string>, IEnumerable<string>>? choose = null)
    {
        var head = Open(path, Remedy, file =>
        {
            var bytes = new byte[Math.Min(64, file.Length)];
            file.ReadExactly(bytes);
            return bytes;
        });
        // First of all, because the length of a header may begin with any two bytes, also with those of a pickle.
        if (head is [_, _, _, _, 0, 0, 0, 0, (byte)'{', ..])
            return Safetensors.Read(path, choose);
        if (head is [(byte)'P', (byte)'K', 3, 4, ..] or [0x80, >= 2 and <= 5, ..])
            return PthFile.Read(path, choose);
        return Objection(head) is { } objection
            ? throw UserException.BadData($"'{path}' holds no weights that can be read: {objection}", Remedy)
            : Safetensors.Read(path, choose);
    }

    /// <summary>Opens a file for <paramref name="read"/>; whatever is wrong with it becomes a message that names it.</summary>
    internal static T Open<T>(string path, string remedy, Func<FileStream, T> read)
    {
        try
        {
            // Large reads go past the buffer, straight into the tensors.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return read(file);
        }
        catch (Exception e) when (Damage.Is(e))
        {
            throw new UserException(ExitCode.BadData, $"The weights '{path}' cannot be read: {Damage.Words(e)}", remedy, e);
        }
    }

    // Why this is no safetensors file, where that is plain from its first bytes.
    private static string? Objection(byte[] head) => head switch
    {
        [_, _, _, _, _, _, _, _, (byte)'{', ..] => null,
        [] => "it is empty.",
        _ when head.All(b => b is >= 32 and < 127 or (byte)'\n' or (byte)'\r' or (byte)'\t') =>
            $"it is text that begins '{Printable.Name(Encoding.ASCII.GetString(head).Trim())}'; perhaps the page or pointer of a failed download.",
        _ => $"it begins with the bytes {Convert.ToHexString(head.AsSpan(0, Math.Min(8, head.Length)))}, as neither safetensors nor PyTorch's archives do.",
    };
}
