using Equipoise.Imaging.Jpeg2000;

namespace Equipoise.Tests.Imaging.Jpeg2000;

public class MqDecoderTests
{
    // The test sequence of ISO/IEC 14492 (JBIG2), H.2, which has the same decoder: one context, in its first state.
    [Fact]
    public void Decode_SequenceOfTheStandard_AsPublished()
    {
        var coded = Convert.FromHexString("84C73BFCE1A1430402200000410DBB86F4317FFF88FF37471ADB6ADFFFACFFFF");
        var expected = Convert.FromHexString("00020051000000C00352872AAAAAAAAA82C02000FCD79EF6BF7FED904F46A3BF");
        var decoder = new MqDecoder();
        decoder.ResetContexts();
        decoder.Begin(coded);
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(_ => Byte(decoder)));
    }

    private static byte Byte(MqDecoder decoder)
    {
        var value = 0;
        for (var i = 0; i < 8; i++)
            value = 2 * value + decoder.Decode(Contexts.FirstSign);
        return (byte)value;
    }
}
