using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Tests;

/// <summary>Generated tests are laid out and named as those that are there.</summary>
public sealed class StyleTests
{
    private const string Counter = """
        namespace Shop;

        public class $$Counter
        {
            private readonly int limit;

            public Counter(int limit) => this.limit = limit;

            public int Count { get; private set; }

            public bool Add(int n)
            {
                if (n < 1)
                {
                    throw new ArgumentOutOfRangeException(nameof(n));
                }

                Count += n;
                return Count > limit;
            }

            public string Show() => Count == 0 ? "empty" : "filled";
        }
        """;

    private const string Mails = """
        namespace Shop;

        public interface IMail { bool Send(string to); }

        public class $$Letters
        {
            private readonly IMail mail;

            public Letters(IMail mail) => this.mail = mail;

            public int Open { get; private set; }

            public void Write(string to) { if (!mail.Send(to)) { Open++; } }

            public int Left() => Open + 1;
        }
        """;

    private static string Existing(
        string body,
        string name = "Adds_it",
        string field = "",
        string attribute = "[Fact]",
        string parameters = ""
    ) =>
        $$"""
            using Xunit;

            namespace Code.Tests;

            public class OrderTests
            {
                {{field}}

                {{attribute}}
                public void {{name}}({{parameters}})
                {
                    {{body}}
                }

                {{attribute}}
                public void {{name}}Too({{parameters}})
                {
                    {{body}}
                }

                {{attribute}}
                public void {{name}}Again({{parameters}})
                {
                    {{body}}
                }
            }
            """;

    // The same in a second class: one alone is no habit.
    private static string Twice(string existing) =>
        existing
        + existing[existing.IndexOf("public class", StringComparison.Ordinal)..]
            .Replace("OrderTests", "BasketTests", StringComparison.Ordinal);

    [Fact]
    public async Task Sections_have_comments_and_variables_the_names_of_those_that_are_there()
    {
        var text = await TextAsync(
            Counter,
            Existing(
                """
                // Arrange
                var order = new Order();
                var expected = 3;

                // Act
                var actual = order.Count();

                // Assert
                Assert.Equal(expected, actual);
                """
            )
        );

        Assert.Contains(
            """
                    // Arrange
                    var counter = new Counter(4);
                    var expected = "empty";

                    // Act
                    var actual = counter.Show();

                    // Assert
                    Assert.Equal(expected, actual);
            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "        // Act & Assert\n        Assert.Throws<ArgumentOutOfRangeException>(\"n\", ",
            text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(TestFramework.XUnit, "    private readonly Counter _target = new Counter(4);\n")]
    [InlineData(TestFramework.NUnit, "    [SetUp]\n    public void SetUp()\n    {\n        _target = new Counter(4);\n    }\n")]
    [InlineData(TestFramework.MSTest, "    private readonly Counter _target = new Counter(4);\n")]
    public async Task The_object_under_test_is_a_field_where_it_is_one(TestFramework framework, string field)
    {
        var existing = Existing("Assert.Equal(3, _target.Count());", field: "private readonly Order _target = new Order();");
        var subject = Subject.Of(Counter, framework, existing: Twice(existing), more: Libraries.For(framework, AssertionLibrary.Framework));
        var result = await Subject.GenerateAsync(subject);

        Assert.True(result.Text is not null, string.Join('\n', result.Dropped));
        Assert.Contains(field, result.Text, StringComparison.Ordinal);
        Assert.Contains("_target.Show();", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("var sut", result.Text, StringComparison.Ordinal);
        Assert.Equal(1, result.BranchesAfter);
    }

    [Fact]
    public async Task Test_doubles_are_fields_beside_it()
    {
        var existing = Existing("Assert.Equal(3, _sut.Count());", field: "private readonly Order _sut = new Order();");
        var text = await TextAsync(Mails, Twice(existing));

        Assert.Contains(
            "    private readonly StubMail _mail = new StubMail();\n    private readonly Letters _sut;\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("    public LettersTests()\n    {\n        _sut = new Letters(_mail);\n    }\n", text, StringComparison.Ordinal);
        Assert.Contains("_mail.SendResult = true;", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestFramework.XUnit, "[Theory]\n    [InlineData(", "InlineData")]
    [InlineData(TestFramework.NUnit, "\n    [TestCase(", "TestCase")]
    [InlineData(TestFramework.MSTest, "[TestMethod]\n    [DataRow(", "DataRow")]
    public async Task Tests_that_differ_in_values_are_rows(TestFramework framework, string attributes, string row)
    {
        var subject = Subject.Of(
            "namespace Shop; public static class Sizes { public static string $$Of(int n) => n < 10 ? \"small\" : n < 20 ? \"middle\" : \"large\"; }",
            framework,
            existing: Existing("Assert.Equal(3, n);", attribute: "[Theory]\n[InlineData(3)]", parameters: "int n"),
            more: Libraries.For(framework, AssertionLibrary.Framework)
        );
        var result = await Subject.GenerateAsync(subject);

        Assert.Contains(attributes, result.Text, StringComparison.Ordinal);
        Assert.Contains($"[{row}(3, \"small\")]\n", result.Text, StringComparison.Ordinal);
        Assert.Contains($"[{row}(10, \"middle\")]\n", result.Text, StringComparison.Ordinal);
        Assert.Contains("(int n, string expected)\n", result.Text, StringComparison.Ordinal);
        Assert.Contains("Sizes.Of(n)", result.Text, StringComparison.Ordinal);
        var kept = Assert.Single(result.Kept);
        Assert.True(kept.Branches > 2);
        Assert.Equal(1, result.BranchesAfter);
    }

    [Fact]
    public async Task Tests_are_not_rows_where_none_are()
    {
        var text = await TextAsync(
            "namespace Shop; public static class Sizes { public static string $$Of(int n) => n < 10 ? \"small\" : \"large\"; }",
            Existing("Assert.Equal(3, 3);")
        );

        Assert.DoesNotContain("InlineData", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Find_ShouldReturnNull_WhenIdIsZero", "Add_ShouldThrowArgumentOutOfRangeException_WhenNZero")]
    [InlineData("Find_WhenIdIsZero_ShouldReturnNull", "Add_WhenNZero_ShouldThrowArgumentOutOfRangeException")]
    [InlineData("ShouldReturnNullWhenIdIsZero", "ShouldThrowArgumentOutOfRangeExceptionWhenNZero")]
    [InlineData("Should_Return_Null_When_Id", "Should_ThrowArgumentOutOfRangeException_When_NZero")]
    [InlineData("Find_gives_null_for_zero", "Add_with_n_zero_throws_argument_out_of_range_exception")]
    [InlineData("FindReturnsNull", "AddThrowsArgumentOutOfRangeExceptionWhenNZero")]
    [InlineData("Find_IdZero_ReturnsNull", "Add_NZero_ThrowsArgumentOutOfRangeException")]
    public async Task Tests_are_named_as_those_that_are_there(string existing, string name)
    {
        var subject = Subject.Of(Counter, existing: Existing("Assert.Equal(3, 3);", existing));
        subject = subject with
        {
            TestProject = subject.TestProject with { NamesHaveUnderscores = existing.Contains('_', StringComparison.Ordinal) },
        };
        var result = await Subject.GenerateAsync(subject);

        Assert.True(
            result.Kept.Any(k => k.Name == name || k.Name.StartsWith(name[..^1], StringComparison.Ordinal)),
            string.Join('\n', result.Kept.Select(k => k.Name))
        );
    }

    [Theory]
    [InlineData("{member}_{condition}_{expectation}", "Find_NullId_ReturnsNull")]
    [InlineData("{member}[_When{condition}]_Should{should}", "Find_WhenNullId_ShouldReturnNull")]
    [InlineData("Test_{member}_{expectation words}[_for_{condition words}]", "Test_Find_returns_null_for_null_id")]
    public void A_template_names_a_test(string template, string name) =>
        Assert.Equal(name, NamingTemplate.TryParse(template)!.Name("Find", "NullId", "ReturnsNull"));

    [Fact]
    public void What_is_empty_is_left_out_of_a_name() =>
        Assert.Equal(
            "Find_ShouldNotThrow",
            NamingTemplate.TryParse("{member}[_When{condition}]_Should{should}")!.Name("Find", "", "DoesNotThrow")
        );

    [Theory]
    [InlineData("{member}_{what}")]
    [InlineData("{member}_{expectation}")]
    [InlineData("{condition} {expectation}")]
    [InlineData("[{condition}_{expectation}")]
    public void What_is_no_template_is_refused(string template) => Assert.Null(NamingTemplate.TryParse(template));

    [Fact]
    public void A_style_that_hardly_any_test_has_is_not_taken_up()
    {
        var tree = CSharpSyntaxTree.ParseText(
            Existing("// Arrange\nvar sut = new Order();").Replace("// Arrange\n", "", StringComparison.Ordinal),
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.Null(TestStyleReader.Of([tree]).ArrangeComment);
        Assert.False(TestStyleReader.Of([tree]).HasRows);
        Assert.False(TestStyleReader.Of([tree]).SubjectIsField);
    }

    [Fact]
    public async Task A_folder_with_a_class_for_each_member_gets_the_new_tests()
    {
        var subject = Subject.Of(Counter);
        subject = subject with
        {
            TestProject = subject.TestProject with
            {
                TestFiles =
                [
                    CSharpSyntaxTree.ParseText(
                        "using Xunit; namespace Code.Tests.CounterTests; public class Add { [Fact] public void Counts() { } }",
                        path: "/tests/CounterTests/Add.cs",
                        cancellationToken: TestContext.Current.CancellationToken
                    ),
                ],
            },
        };
        var result = await Subject.GenerateAsync(subject);

        Assert.Equal("/tests/CounterTests/CounterTests.cs", result.File);
        Assert.Contains("namespace Code.Tests.CounterTests;", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2D", "Code.Tests._2D")]
    [InlineData("v1.2", "Code.Tests.v1_2")]
    [InlineData("event", "Code.Tests.@event")]
    [InlineData("My-Parts/a b(c)", "Code.Tests.My_Parts.a_b_c_")]
    public async Task A_folder_whose_name_is_no_identifier_becomes_a_namespace_that_is(string folder, string expected)
    {
        var result = await Subject.GenerateAsync(Subject.Of(Counter) with { Path = $"/code/{folder}/Counter.cs" });

        Assert.Equal($"/tests/{folder}/CounterTests.cs", result.File);
        Assert.Contains($"namespace {expected};", result.Text, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(string source, string existing)
    {
        var result = await Subject.GenerateAsync(source, existing);
        Assert.True(result.Text is not null, string.Join('\n', result.Dropped));
        Assert.Equal(1, result.BranchesAfter);
        return result.Text;
    }
}
