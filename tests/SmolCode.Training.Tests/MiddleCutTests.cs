using SmolCode.Training.Rows;

namespace SmolCode.Training.Tests;

public sealed class MiddleCutTests
{
    [Fact]
    public void A_middle_begins_in_code_and_ends_at_a_line_or_before_closers()
    {
        var random = new Random(3);
        foreach (var file in RealCode.Files.Select(f => new CodeFile(f)).Where(f => f.CodeLines.Length > 0))
        {
            for (var i = 0; i < 20; i++)
            {
                var cut = MiddleCut.Draw(file, random)!.Value;
                var (start, end) = (cut.Start.Value, cut.End.Value);
                Assert.True(start < end, file.Path);
                Assert.Contains(file.LineAt(start), file.CodeLines);
                var rest = file.Text[end..file.End(file.LineAt(end))];
                Assert.Equal("", rest.Trim().Trim(')', ']', '}', ';', ','));
            }
        }
    }

    [Fact]
    public void A_block_ends_before_the_brace_that_closes_it()
    {
        var file = new CodeFile(new TrainingFile("A.cs", "void A()\n{\n    One();\n    Two();\n}\n\nvoid B() { }\n"));
        var random = new Random(1);
        var middles = Enumerable.Range(0, 500).Select(_ => file.Text[MiddleCut.Draw(file, random)!.Value]).ToHashSet();

        Assert.Contains("One();\n    Two();", middles);
        Assert.DoesNotContain(middles, m => m.StartsWith("One", StringComparison.Ordinal) && m.Contains('}', StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_begins_with_a_closer_is_no_trouble()
    {
        var file = new CodeFile(new TrainingFile("A.cs", "} else { One(); }\nTwo();\n"));
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            MiddleCut.Draw(file, random);
        }
    }

    [Fact]
    public void A_file_without_code_has_no_middle() =>
        Assert.Null(MiddleCut.Draw(new CodeFile(new TrainingFile("A.cs", "// nothing\n")), new Random(1)));
}
