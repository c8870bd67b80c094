namespace Equipoise.Audit;

/// <summary>The columns of a row that are not zero.</summary>
/// <param name="Columns">Ascending.</param>
/// <param name="Values">One for each.</param>
public readonly record struct SparseRow(int[] Columns, double[] Values)
{
    /// <summary>The product with a dense vector.</summary>
    public double Dot(double[] vector)
    {
        var sum = 0.0;
        for (var i = 0; i < Columns.Length; i++)
            sum += Values[i] * vector[Columns[i]];
        return sum;
    }
}
