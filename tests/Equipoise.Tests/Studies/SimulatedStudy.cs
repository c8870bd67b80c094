using Equipoise.Common;
using Equipoise.Statistics;
using Equipoise.Studies;

namespace Equipoise.Tests.Studies;

/// <summary>
/// Studies as they could have ended, without training: scores from a binormal model, through a sigmoid. Each seed tests a fifth of the same patients, drawn
/// anew. Half of a score's variance is the patient's, three tenths are the arm's own and lasting, the rest is one training's; luck moves
/// all classes of a training, in validation and test alike. With no gain all arms are alike.
/// </summary>
internal sealed record SimulatedStudy(int Seeds)
{
    public string[] Arms { get; init; } = ["none", "flips", "dcgan", "wgan"];

    /// <summary>Test patients of each class and seed.</summary>
    public int[] PerClass { get; init; } = [28, 28, 8];

    /// <summary>Standard deviation of a training's signal; the signal is 1.2, a macro AUC of 0.80.</summary>
    public double Luck { get; init; }

    /// <summary>What an arm adds to the signal.</summary>
    public Func<string, double> Gain { get; init; } = _ => 0;

    public StudySpec Spec => new() { Arms = Arms, Fractions = [1], Seeds = [.. Enumerable.Range(0, Seeds)] };

    public List<CellResult> Draw(Seed seed)
    {
        var random = seed.Random();
        int[] people = [.. PerClass.SelectMany((n, k) => Enumerable.Repeat(k, 5 * n))];
        var patient = Draws(random, people.Length, 0.5);
        var lasting = Arms.Select(_ => Draws(random, people.Length, 0.3)).ToArray();
        var cells = new List<CellResult>();
        for (var s = 0; s < Seeds; s++)
        {
            int[] order = [.. Enumerable.Range(0, people.Length)];
            random.Permute(order);
            int[] tested = [.. order.GroupBy(p => people[p]).OrderBy(c => c.Key).SelectMany(c => c.Take(PerClass[c.Key]))];
            int[] validated = [.. order.GroupBy(p => people[p]).OrderBy(c => c.Key).SelectMany(c => c.Skip(PerClass[c.Key]).Take(Math.Max(2, PerClass[c.Key] / 4)))];
            for (var a = 0; a < Arms.Length; a++)
            {
                var signal = 1.2 + Gain(Arms[a]) + Luck * random.NextGaussian();
                List<ScoredImage> Scores(int[] images) => [.. images.Select(p => new ScoredImage($"{p}.png", $"{p}", people[p],
                    [.. PerClass.Select((_, k) => Sigmoid(patient[p][k] + lasting[a][p][k] + Math.Sqrt(0.2) * random.NextGaussian() + (k == people[p] ? signal : 0)))]))];
                cells.Add(Cell(Arms[a], s, Scores(tested), Scores(validated)));
            }
        }
        return cells;
    }

    public static CellResult Cell(string arm, int seed, IReadOnlyList<ScoredImage> scores, IReadOnlyList<ScoredImage> validation)
    {
        var auc = ScoredImages.AucPerClass(scores);
        return new(new CellId(arm, 1, seed), new StudySpec().IsSynthetic(arm), [], [], 1, 1, auc, Auc.Macro(auc), new Dictionary<string, double>(), [], [], scores, validation, [], []);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double[][] Draws(SplitMix random, int people, double variance) =>
        [.. Enumerable.Range(0, people).Select(_ => (double[])[.. Enumerable.Range(0, 3).Select(_ => Math.Sqrt(variance) * random.NextGaussian())])];
}
