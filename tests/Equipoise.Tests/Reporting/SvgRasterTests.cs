using Equipoise.Reporting.Drawing;
using SkiaSharp;

namespace Equipoise.Tests.Reporting;

public class SvgRasterTests
{
    [Fact]
    public void Png_ShapesOfEveryKind_InTheirPlacesAndColours()
    {
        var svg = new Svg("t", 40, 30, "title", "alt");
        svg.Rect(2, 2, 6, 6, "#ff0000");
        svg.Rect(12, 2, 6, 6, "#0000ff", opacity: 0.5);
        svg.Line(20, 5, 38, 5, "#00ff00", width: 4);
        svg.Path("M22 12L34 12L34 24L22 24Z", "none", "#ff00ff", 2);
        svg.Clipped(0, 12, 5, 18, () => svg.Rect(0, 12, 20, 18, "#00ffff"));
        svg.Rect(9, 14, 6, 6, Svg.Ink);
        using var picture = SKBitmap.Decode(SvgRaster.Png(svg.ToString(), 3));
        Assert.Equal((120, 90), (picture.Width, picture.Height));
        SKColor At(int x, int y) => picture.GetPixel(3 * x + 1, 3 * y + 1);
        Assert.Equal((SKColors.White, SKColor.Parse("#ff0000")), (At(0, 0), At(4, 4)));
        Assert.InRange(At(14, 4).Red, 126, 129);
        Assert.Equal(255, At(14, 4).Blue);
        Assert.Equal(SKColor.Parse("#00ff00"), At(30, 4));
        Assert.Equal((SKColor.Parse("#ff00ff"), SKColors.White), (At(28, 11), At(28, 18)));
        Assert.Equal((SKColor.Parse("#00ffff"), SKColors.White), (At(2, 20), At(7, 20)));
        Assert.Equal(SKColor.Parse("#1b1f24"), At(11, 16));
    }

    [Fact]
    public void Png_Words_LeaveInkWhereThereAreFonts()
    {
        var svg = new Svg("t", 100, 30, "title", "alt");
        svg.Text(50, 20, "WWWW \u00e4\u6f22", "middle", bold: true);
        using var picture = SKBitmap.Decode(SvgRaster.Png(svg.ToString(), 1));
        var inked = Enumerable.Range(0, 100).Where(x => Enumerable.Range(0, 30).Any(y => picture.GetPixel(x, y).Red < 128)).ToList();
        Assert.Equal(SKFontManager.Default.FontFamilyCount > 0, inked.Count > 0);
        if (inked.Count > 0)
            Assert.InRange(inked.Average(), 40, 60);
    }

    [Fact]
    public void Png_Hatch_Refused()
    {
        var svg = new Svg("t", 10, 10, "title", "alt");
        svg.Rect(0, 0, 5, 5, svg.Hatch("#ff0000"));
        Assert.Contains("no way to PNG", Assert.Throws<InvalidOperationException>(() => SvgRaster.Png(svg.ToString(), 1)).Message);
    }
}
