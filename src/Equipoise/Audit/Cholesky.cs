namespace Equipoise.Audit;

/// <summary>Solves symmetric positive definite systems.</summary>
internal static class Cholesky
{
    /// <param name="matrix">[n,n], of which the lower triangle is read and overwritten by its factor.</param>
    /// <param name="right">[n].</param>
    /// <returns>The x for which matrix x = right, [n].</returns>
    public static double[] Solve(double[] matrix, double[] right)
    {
        var n = right.Length;
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i * n + j] - Dot(matrix.AsSpan(i * n, j), matrix.AsSpan(j * n, j));
                // Rounding may take a pivot to zero where all probabilities are 0 or 1.
                matrix[i * n + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / matrix[j * n + j];
            }
        var x = (double[])right.Clone();
        for (var i = 0; i < n; i++)
            x[i] = (x[i] - Dot(matrix.AsSpan(i * n, i), x.AsSpan(0, i))) / matrix[i * n + i];
        for (var i = n - 1; i >= 0; i--)
        {
            x[i] /= matrix[i * n + i];
            for (var j = 0; j < i; j++)
                x[j] -= matrix[i * n + j] * x[i];
        }
        return x;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
