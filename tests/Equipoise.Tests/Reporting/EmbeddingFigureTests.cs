using System.Xml.Linq;
using Equipoise.Reporting;
using SkiaSharp;

namespace Equipoise.Tests.Reporting;

public class EmbeddingFigureTests
{
    private const string Hostile = "</title><script>alert(1)</script>\u0001\"'";

    [Fact]
    public void Of_AMap_AMarkForEachImageInOrderHollowIfReal()
    {
        var embedding = new EvaluationFixture().Embedding();
        var marks = Marks(EmbeddingFigure.Of(embedding));
        Assert.Equal(embedding.Images.Select(i => i.Synthetic), marks.Select(m => m.Attribute("fill")!.Value != "none"));
        // A class has one colour, another class another.
        Assert.Equal(2, embedding.Images.Zip(marks, (i, m) => (i.Class, m.Attribute("stroke")!.Value)).Distinct().Count());
        Assert.Equal(2, marks.Select(m => m.Attribute("stroke")!.Value).Distinct().Count());
        // Further up is further up.
        double Top(int i) => -double.Parse(marks[i].Attribute("d")!.Value[1..].Split('a', 'L')[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        int[] real = [.. Enumerable.Range(0, marks.Count).Where(i => !embedding.Images[i].Synthetic)];
        Assert.Equal(real.OrderBy(i => embedding.Images[i].Y), real.OrderBy(Top));
    }

    [Fact]
    public void Of_AMap_SaysHowGoodItIsAndWhatMeansNothing()
    {
        var figure = EmbeddingFigure.Of(new EvaluationFixture().Embedding());
        foreach (var text in (string[])[figure.Caption, XElement.Parse(figure.Svg).Value])
        {
            Assert.Contains("KL divergence 0.500 nats", text);
            Assert.Contains("perplexity 30", text);
            Assert.Contains("mean nothing in t-SNE", text);
        }
        Assert.EndsWith("Some were left out.", figure.Caption);
        Assert.Equal("class,kind,path,x,y", figure.Csv.Split('\n')[0]);
        Assert.Equal(1 + 24 + 1, figure.Csv.Split('\n').Length);
    }

    [Fact]
    public void Of_HostileClass_StaysText()
    {
        var figure = EmbeddingFigure.Of(new EvaluationFixture { Classes = [Hostile, "b"], Path = Hostile }.Embedding());
        Assert.DoesNotContain("<script", figure.Svg);
        Assert.DoesNotContain('\u0001', figure.Svg);
        Assert.NotEmpty(EmbeddingFigure.Png(figure));
    }

    [Fact]
    public void Png_AMap_EveryMarkWhereTheDrawingHasIt()
    {
        var embedding = new EvaluationFixture { Each = 3 }.Embedding();
        var figure = EmbeddingFigure.Of(embedding);
        using var picture = SKBitmap.Decode(EmbeddingFigure.Png(figure));
        Assert.Equal(1920, picture.Width);
        var width = double.Parse(XElement.Parse(figure.Svg).Attribute("height")!.Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((int)Math.Ceiling(2 * width), picture.Height);
        foreach (var (image, mark) in embedding.Images.Zip(Marks(figure)))
        {
            using var path = SKPath.ParseSvgPathData(mark.Attribute("d")!.Value);
            // Of a triangle the middle, of a circle the left edge.
            var (x, y) = image.Synthetic ? (path.Bounds.MidX, path.Bounds.MidY) : (path.Bounds.Left, path.Bounds.MidY);
            var seen = picture.GetPixel((int)Math.Round(2 * x), (int)Math.Round(2 * y));
            var wanted = SKColor.Parse(mark.Attribute("stroke")!.Value);
            var near = Math.Abs(seen.Red - wanted.Red) + Math.Abs(seen.Green - wanted.Green) + Math.Abs(seen.Blue - wanted.Blue) < 90;
            Assert.True(near || Marks(figure).Count(m => Over(m, x, y)) > 1, $"{seen} where {wanted} should be.");
        }
    }

    private static bool Over(XElement mark, float x, float y)
    {
        using var path = SKPath.ParseSvgPathData(mark.Attribute("d")!.Value);
        var bounds = path.Bounds;
        bounds.Inflate(1, 1);
        return bounds.Contains(x, y);
    }

    private static List<XElement> Marks(Figure figure) =>
        [.. XElement.Parse(figure.Svg).Elements().Single(e => (string?)e.Attribute("class") == EmbeddingFigure.Marks).Elements()];
}
