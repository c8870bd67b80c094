using Equipoise.Networks.PyTorch;
using FsCheck;
using FsCheck.Xunit;

namespace Equipoise.Tests.Networks.PyTorch;

public class PickleMachineTests
{
    // All that a state dictionary consists of, of any protocol that torch.save offers.
    private static readonly HashSet<byte> Allowed =
    [
        .. "(.NJKM}]()XGtaesucqrhjRbQ"u8, 0x80, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x93, 0x94, 0x95,
    ];

    [Fact]
    public void Read_EveryOpcodeButThoseOfWeights_Refused() => Assert.All(Enumerable.Range(0, 256).Where(o => !Allowed.Contains((byte)o)), opcode =>
    {
        var refusal = Assert.Throws<InvalidDataException>(() => PickleMachine.Read([0x80, 2, (byte)'}', (byte)'}', (byte)opcode, .. new byte[16]])).Message;
        Assert.Contains("has the opcode " + (Enum.GetName((PickleOpcode)opcode) ?? $"0x{opcode:X2}"), refusal);
    });

    [Fact]
    public void Read_Values_AsPythonHasThem()
    {
        // pickle.dumps([None, True, -5, 300, 2.5, "é", 2**40, -2**70], 2)
        byte[] pickle = Convert.FromHexString(
            "80025d7100284e884afbffffff4d2c0147400400000000000058" + "02000000c3a971018a060000000000018a090000000000000000c0652e");
        Assert.Equal(
            [null, true, -5L, 300L, 2.5, "é", 1L << 40, -System.Numerics.BigInteger.Pow(2, 70)],
            Assert.IsType<List<object?>>(PickleMachine.Read(pickle)));
    }

    [Fact]
    public void Read_MillionsOfValues_Refused() => Assert.Contains("1,000,000", Assert.Throws<InvalidDataException>(
        () => PickleMachine.Read([0x80, 2, .. Enumerable.Repeat((byte)']', 2_000_000)])).Message);

    [Fact]
    public void Read_ShapeOfMillionSides_Refused() => Assert.Contains("sides", Assert.Throws<InvalidDataException>(() => PickleMachine.Read(
    [
        0x80, 2, .. "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\0aX\u0003\0\0\0cpuK\u0001tQK\0("u8,
        .. Enumerable.Repeat("K\u0001"u8.ToArray(), 500_000).SelectMany(k => k), .. "t)"u8, 0x89, .. "NtR."u8,
    ])).Message);

    // Mostly real opcodes, so that a run gets far.
    [Property(MaxTest = 2000)]
    public void Read_AnyOpcodes_ValueOrRefusal(byte[] bytes, ushort seed)
    {
        byte[] allowed = [.. Allowed];
        byte[] pickle = [0x80, 2, .. bytes.Select((b, i) => (seed + i) % 3 == 0 ? b : allowed[b % allowed.Length]), (byte)'.'];
        try
        {
            PickleMachine.Read(pickle);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or System.Text.DecoderFallbackException)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
