namespace Microsoft.VisualStudio.Text;

public struct Span
{
    public Span(int start, int length)
    {
        if (start < 0 || start + length < start)
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        Start = start;
        Length = length;
    }

    public int Start { get; }

    public int Length { get; }

    public readonly int End => Start + Length;

    public static Span FromBounds(int start, int end) => new(start, end - start);
}
