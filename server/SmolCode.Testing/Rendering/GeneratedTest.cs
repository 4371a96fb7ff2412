using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning;

namespace SmolCode.Testing.Rendering;

/// <summary>A test as it will be written.</summary>
/// <param name="Case">What it does.</param>
/// <param name="Expectation">What comes of it, as a part of its name.</param>
/// <param name="Origin">What its assertions are made of.</param>
/// <param name="Arrange">Statements before the call.</param>
/// <param name="Act">The call; where an exception is expected, with the assertion.</param>
/// <param name="Assert">Statements behind it.</param>
/// <param name="IsAsync">It awaits.</param>
internal sealed record GeneratedTest(
    PlannedCase Case,
    string Expectation,
    TestOrigin Origin,
    ImmutableArray<string> Arrange,
    ImmutableArray<string> Act,
    ImmutableArray<string> Assert,
    bool IsAsync
)
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>It expects an exception.</summary>
    public bool Throws { get; init; }

    /// <summary>Parameters of the test, whose values are in <see cref="Rows"/>: type and name.</summary>
    public ImmutableArray<(string Type, string Name)> Parameters { get; init; } = [];

    /// <summary>Arguments, row by row; empty for a test without parameters.</summary>
    public ImmutableArray<ImmutableArray<string>> Rows { get; init; } = [];

    /// <summary>The member under test.</summary>
    public ISymbol Member => Case.Member;

    /// <summary>All statements; empty lines part arrange, act and assert.</summary>
    public IEnumerable<string> Body => Sections(null);

    /// <summary>All statements, under comments like the one given for the first section (// Arrange).</summary>
    public IEnumerable<string> Sections(string? comment)
    {
        var isFirst = true;
        // An act that asserts by itself can't be parted.
        var both = Throws && Assert.IsEmpty;
        foreach (
            var (name, lines) in new[] { ("arrange", Arrange), (both ? "act & assert" : "act", Act), ("assert", Assert) }.Where(s =>
                !s.Item2.IsEmpty
            )
        )
        {
            if (!isFirst)
            {
                yield return "";
            }

            isFirst = false;
            if (comment is not null)
            {
                yield return Like(comment, name);
            }

            foreach (var line in lines)
            {
                yield return line;
            }
        }
    }

    // "//ARRANGE": "//ACT"
    private static string Like(string comment, string section)
    {
        var word = comment.IndexOf("arrange", StringComparison.OrdinalIgnoreCase);
        var written = comment.Substring(word, "arrange".Length);
        var name =
            written.All(char.IsUpper) ? section.ToUpperInvariant()
            : char.IsUpper(written[0]) ? string.Join(' ', section.Split(' ').Select(w => char.ToUpperInvariant(w[0]) + w[1..]))
            : section;
        return comment[..word] + name + comment[(word + "arrange".Length)..];
    }
}
