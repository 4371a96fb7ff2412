namespace SmolCode.CodeAnalysis.Analogy;

/// <summary>A line with its names, numbers and texts blotted out: two lines of one shape may differ in those only.</summary>
internal static class LineShape
{
    /// <summary>A number for the shape; 0 for a blank line. The same in every run (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/).</summary>
    internal static int Of(ReadOnlySpan<char> line)
    {
        var hash = 2166136261u;
        var scanner = new LineScanner(line);
        var any = false;
        while (scanner.MoveNext())
        {
            any = true;
            if (scanner.Kind is LineTokenKind.Keyword or LineTokenKind.Mark)
            {
                foreach (var c in scanner.Current)
                {
                    Add(c);
                }
            }
            else
            {
                Add((char)(0xE000 + (int)scanner.Kind));
            }

            Add(' ');
        }

        return any ? (int)(hash | 1) : 0;

        void Add(char c) => hash = unchecked((hash ^ c) * 16777619u);
    }
}
