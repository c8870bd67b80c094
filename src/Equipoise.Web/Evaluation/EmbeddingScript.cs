using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Equipoise.Evaluation.Embedding;
using Equipoise.Reporting;

namespace Equipoise.Web.Evaluation;

/// <summary>The script that shows the image behind each mark, and what it reads.</summary>
internal static class EmbeddingScript
{
    private static readonly string Code = PageResource.Read("embedding.js");

    /// <summary>The script as an element.</summary>
    public static string Element { get; } = $"<script>{Code}</script>";

    /// <summary>No request goes out and no other script runs, whatever a class or a file is called.</summary>
    public static string Policy { get; } =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        + $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Code)))}'";

    /// <summary>The images as an element, in the order of the marks. Whatever could end the element is escaped.</summary>
    public static string Data(JointEmbedding embedding, IReadOnlyList<string> classes) =>
        $"<script type=\"application/json\" id=\"map-data\">{JsonSerializer.Serialize(new
        {
            marks = EmbeddingFigure.Marks,
            classes = classes.Select(Words.Printable),
            images = embedding.Images.Select((image, i) => new
            {
                c = classes.ToList().IndexOf(image.Class),
                s = image.Synthetic ? 1 : 0,
                p = Words.Printable(image.Path),
                t = i < embedding.Thumbnails.Count ? Convert.ToBase64String(embedding.Thumbnails[i]) : null,
            }),
        })}</script>";
}
