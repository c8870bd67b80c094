namespace Equipoise.Data.Archives;

/// <summary>Passes reads through and counts them against the budget.</summary>
internal sealed class MeteredStream(Stream inner, UnpackBudget budget) : ForwardStream(inner)
{
    public override int Read(Span<byte> buffer)
    {
        var read = Inner.Read(buffer);
        budget.Spend(read);
        return read;
    }
}
