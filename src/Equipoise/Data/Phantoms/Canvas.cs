namespace Equipoise.Data.Phantoms;

/// <summary>The grid of samples, and where each lies within the patient.</summary>
internal sealed class Canvas
{
    private readonly double _cos, _sin, _zoom, _shiftX, _shiftY;

    public Canvas(PhantomFactors factors, int side)
    {
        Side = side;
        var length = Math.Sqrt(1 + factors.Tilt * factors.Tilt);
        (_cos, _sin) = (1 / length, factors.Tilt / length);
        (_zoom, _shiftX, _shiftY) = (factors.Zoom, factors.ShiftX, factors.ShiftY);
    }

    /// <summary>Samples per row and rows.</summary>
    public int Side { get; }

    /// <summary>The distance between samples, in the patient's lengths.</summary>
    public double Pitch => 2 / (Side * _zoom);

    /// <summary>The place in the image of a column or row, -1 to 1.</summary>
    public double Place(int index) => (2 * index + 1.0) / Side - 1;

    /// <summary>The place within the patient of a sample.</summary>
    public (double X, double Y) ToPatient(int column, int row)
    {
        var (x, y) = ((Place(column) - _shiftX) / _zoom, (Place(row) - _shiftY) / _zoom);
        return (_cos * x + _sin * y, _cos * y - _sin * x);
    }

    /// <summary>The column and row, not rounded, of a place within the patient.</summary>
    public (double Column, double Row) FromPatient(double x, double y)
    {
        var (u, v) = (_zoom * (_cos * x - _sin * y) + _shiftX, _zoom * (_cos * y + _sin * x) + _shiftY);
        return ((u + 1) * Side / 2 - 0.5, (v + 1) * Side / 2 - 0.5);
    }
}
