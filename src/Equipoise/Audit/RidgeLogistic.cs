namespace Equipoise.Audit;

/// <summary>
/// Logistic regression with a ridge penalty: minimises the sum over the rows of the log loss plus penalty / 2 times the
/// squared length of the coefficients, the intercept left out. scikit-learn's <c>LogisticRegression(C=1/penalty)</c>.
/// </summary>
public sealed class RidgeLogistic
{
    private const int MostSteps = 100;
    private const double Tolerance = 1e-10;

    private RidgeLogistic(double[] solution) => (Coefficients, Intercept) = (solution[..^1], solution[^1]);

    /// <summary>One per column.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    public double Intercept { get; }

    /// <summary>Newton's method with steps halved until the objective falls; the objective is strictly convex.</summary>
    /// <param name="rows">The cases.</param>
    /// <param name="positive">Which of them are positive; both kinds must be there.</param>
    /// <param name="width">Columns.</param>
    /// <param name="penalty">Above 0.</param>
    /// <exception cref="ArgumentException">Lengths differ, one kind is absent, or the penalty is not positive.</exception>
    public static RidgeLogistic Fit(IReadOnlyList<SparseRow> rows, IReadOnlyList<bool> positive, int width, double penalty)
    {
        if (rows.Count != positive.Count)
            throw new ArgumentException($"{rows.Count} rows, but {positive.Count} labels.", nameof(positive));
        if (positive.Distinct().Count() < 2)
            throw new ArgumentException("A regression needs cases of both kinds.", nameof(positive));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(penalty);
        // The intercept is a last column of ones.
        SparseRow[] all = [.. rows.Select(r => new SparseRow([.. r.Columns, width], [.. r.Values, 1]))];
        bool[] wanted = [.. positive];
        var solution = new double[width + 1];
        var objective = Objective(all, wanted, solution, penalty);
        for (var step = 0; step < MostSteps; step++)
        {
            var (gradient, hessian) = Derivatives(all, wanted, solution, penalty);
            var direction = Cholesky.Solve(hessian, gradient);
            var decrement = direction.Zip(gradient, (d, g) => d * g).Sum();
            (solution, objective) = Descend(all, wanted, penalty, solution, objective, direction, decrement);
            if (decrement < Tolerance)
                break;
        }
        return new RidgeLogistic(solution);
    }

    /// <summary>The logit without the intercept, which says only how many cases of the training rows were positive.</summary>
    public double Score(SparseRow row) => row.Dot((double[])Coefficients);

    /// <summary>The probability of a positive.</summary>
    public double Probability(SparseRow row) => Sigmoid(Intercept + Score(row));

    private static (double[] Solution, double Objective) Descend(
        SparseRow[] rows, bool[] positive, double penalty, double[] from, double objective, double[] direction, double decrement)
    {
        for (var length = 1.0; length > 1e-6; length /= 2)
        {
            var candidate = from.Zip(direction, (s, d) => s - length * d).ToArray();
            var value = Objective(rows, positive, candidate, penalty);
            // Near the solution a fall is below what rounding lets one see.
            var slack = decrement < Tolerance ? 1e-9 * Math.Abs(objective) : 0;
            if (value <= objective - 0.1 * length * decrement + slack)
                return (candidate, value);
        }
        return (from, objective);
    }

    private static double Objective(SparseRow[] rows, bool[] positive, double[] solution, double penalty)
    {
        var sum = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            var margin = rows[i].Dot(solution) * (positive[i] ? 1 : -1);
            sum += margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin;
        }
        return sum + penalty / 2 * solution.SkipLast(1).Sum(w => w * w);
    }

    // The gradient, and the lower triangle of the Hessian, [width + 1, width + 1].
    private static (double[] Gradient, double[] Hessian) Derivatives(SparseRow[] rows, bool[] positive, double[] solution, double penalty)
    {
        var n = solution.Length;
        var (gradient, hessian) = (new double[n], new double[n * n]);
        for (var i = 0; i < rows.Length; i++)
        {
            var (columns, values) = rows[i];
            var p = Sigmoid(rows[i].Dot(solution));
            var (residual, weight) = (p - (positive[i] ? 1 : 0), p * (1 - p));
            for (var a = 0; a < columns.Length; a++)
            {
                gradient[columns[a]] += residual * values[a];
                var (start, scale) = (columns[a] * n, weight * values[a]);
                for (var b = 0; b <= a; b++)
                    hessian[start + columns[b]] += scale * values[b];
            }
        }
        for (var k = 0; k + 1 < n; k++)
        {
            gradient[k] += penalty * solution[k];
            hessian[k * n + k] += penalty;
        }
        return (gradient, hessian);
    }

    private static double Sigmoid(double x) => x > 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));
}
