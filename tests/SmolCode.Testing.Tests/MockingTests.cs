using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Tests;

/// <summary>Test doubles are made by the library that the test project has, and work in the sandbox.</summary>
public sealed class MockingTests
{
    [Theory]
    [InlineData(MockingLibrary.NSubstitute, "Substitute.For<IClock>()", "NSubstitute.dll")]
    [InlineData(MockingLibrary.Moq, "new Mock<IClock>()", "Moq.dll")]
    [InlineData(MockingLibrary.FakeItEasy, "A.Fake<IClock>()", "FakeItEasy.dll")]
    public async Task An_interface_is_faked_by_the_library(MockingLibrary library, string code, string file)
    {
        var subject = Subject.Of(
            "namespace N { public interface IClock { int Hour { get; } } public class Greeter(IClock clock) { public string $$Greet() => clock.Hour < 12 ? \"morning\" : \"day\"; } }",
            more: Libraries.Named(file, "Castle.Core.dll"),
            mocks: library
        );

        var result = await Subject.GenerateAsync(subject);

        Assert.True(result.Text is not null, string.Join('\n', result.Dropped));
        Assert.Contains(code, result.Text, StringComparison.Ordinal);
        Assert.Contains("Assert.Equal(\"morning\", result);", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "nullable parameter and result",
        "public interface I { string? Find(string? key); } public class C(I i) { public string $$M(string key) => i.Find(key) ?? \"none\"; }"
    )]
    [InlineData(
        "nullable property and event",
        "public interface I { string? Name { get; } event EventHandler? Changed; } public class C(I i) { public string $$M() => i.Name ?? \"none\"; }"
    )]
    [InlineData(
        "nullable item and command",
        "public interface I { void Tell(List<string?> all, string? text); void Say(string? text); } public class C(I i) { public int $$M(int n) { if (n > 3) { i.Tell([null], null); } i.Say(null); return n; } }"
    )]
    [InlineData(
        "nullable type parameter",
        "public interface I { T? Get<T>(string? key) where T : class; int Of(); } public class C(I i) { public int $$M() => i.Of() > 3 ? 1 : 2; }"
    )]
    [InlineData(
        "protected setter",
        "public abstract class B { public abstract string Name { get; protected set; } } public static class C { public static int $$M(B b, int n) => n > 3 ? b.Name.Length : 1; }"
    )]
    public async Task A_double_that_is_written_compiles_where_warnings_are_errors(string kind, string source)
    {
        Assert.NotEmpty(kind);
        var subject = Subject.Of(source);
        var result = await Subject.GenerateAsync(subject);

        Assert.True(result.Text is not null, string.Join('\n', result.Dropped));
        Assert.Contains("private sealed class", result.Text, StringComparison.Ordinal);
        var errors = Subject
            .TestCompilation(subject)
            .AddReferences(subject.Compilation.ToMetadataReference())
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(
                    result.Text,
                    subject.TestProject.ParseOptions,
                    cancellationToken: TestContext.Current.CancellationToken
                )
            )
            .WithOptions(subject.TestProject.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Error))
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors);
    }

    private const string Orders = """
        namespace Shop;

        public class Order
        {
            public int Lines { get; private set; }

            public void Add(int line) => Lines++;
        }

        public interface IOrders
        {
            Order? Find(int id);

            Task SaveAsync(Order order, string reason);
        }

        public interface IMail
        {
            bool Send(string to);
        }

        public class Checkout
        {
            private readonly IOrders _orders;
            private readonly IMail _mail;

            public Checkout(IOrders orders, IMail mail)
            {
                _orders = orders ?? throw new ArgumentNullException(nameof(orders));
                _mail = mail;
            }

            public async Task $$PayAsync(int id)
            {
                var order = _orders.Find(id);
                if (order is null)
                {
                    throw new InvalidOperationException("no order");
                }

                if (order.Lines > 0)
                {
                    try
                    {
                        _mail.Send("shop");
                    }
                    catch (TimeoutException)
                    {
                        await _orders.SaveAsync(order, "late");
                        return;
                    }
                }

                await _orders.SaveAsync(order, "paid");
            }
        }
        """;

    [Theory]
    [InlineData(
        MockingLibrary.NSubstitute,
        "orders.Find(3).Returns((Order?)null);",
        "await orders.Received(1).SaveAsync(Arg.Any<Order>(), \"late\");",
        ".Throws(new TimeoutException(",
        "NSubstitute.dll",
        "Castle.Core.dll"
    )]
    [InlineData(
        MockingLibrary.Moq,
        "orders.Setup(x => x.Find(3)).Returns((Order?)null);",
        "orders.Verify(x => x.SaveAsync(It.IsAny<Order>(), \"late\"), Times.Once());",
        ".Throws(new TimeoutException(",
        "Moq.dll",
        "Castle.Core.dll"
    )]
    [InlineData(
        MockingLibrary.FakeItEasy,
        "A.CallTo(() => orders.Find(3)).Returns((Order?)null);",
        "A.CallTo(() => orders.SaveAsync(A<Order>._, \"late\")).MustHaveHappenedOnceExactly();",
        ".Throws(new TimeoutException(",
        "FakeItEasy.dll",
        "Castle.Core.dll"
    )]
    [InlineData(
        MockingLibrary.None,
        "orders.FindResult = null!;",
        "Assert.Equal(\"late\", orders.SaveAsyncCalls[0].Item2);",
        "mail.SendThrows = new TimeoutException("
    )]
    public async Task Doubles_are_told_what_leads_into_branches_and_asked_what_was_called(
        MockingLibrary library,
        string nothing,
        string verified,
        string throws,
        params string[] files
    )
    {
        var result = await Subject.GenerateAsync(Subject.Of(Orders, more: Libraries.Named(files), mocks: library));

        Assert.True(result.BranchesAfter >= 1, result.Text + string.Join('\n', result.Dropped));
        Assert.Contains(nothing, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("idArgument", result.Text, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException>(() => sut.PayAsync(3))", result.Text, StringComparison.Ordinal);
        Assert.Contains(verified, result.Text, StringComparison.Ordinal);
        Assert.Contains(throws, result.Text, StringComparison.Ordinal);
        Assert.Contains(result.Kept, k => k.Name.EndsWith("_CallsSave", StringComparison.Ordinal));
        // Both calls of SaveAsync removed, and what they pass: killed by what is verified.
        Assert.True(result.Killed * 10 >= result.Mutants * 8, result.Text + string.Join('\n', result.Survivors));
    }

    [Fact]
    public async Task A_double_that_is_a_parameter_is_told_too()
    {
        var result = await Subject.GenerateAsync(
            "public interface IClock { int Hour { get; } } public static class C { public static bool $$IsNight(IClock clock) => clock.Hour >= 22; }"
        );

        Assert.Equal(1, result.BranchesAfter);
        Assert.Equal(result.Mutants, result.Killed);
        Assert.Contains("clock.HourResult = 22;", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MockingLibrary.None, "reader.ReadResults = new Queue<bool>(new bool[] { true, false });")]
    [InlineData(MockingLibrary.NSubstitute, "reader.Read().Returns(true, false);", "NSubstitute.dll", "Castle.Core.dll")]
    [InlineData(MockingLibrary.Moq, "reader.SetupSequence(x => x.Read()).Returns(true).Returns(false);", "Moq.dll", "Castle.Core.dll")]
    [InlineData(
        MockingLibrary.FakeItEasy,
        "A.CallTo(() => reader.Read()).ReturnsNextFromSequence(true, false);",
        "FakeItEasy.dll",
        "Castle.Core.dll"
    )]
    public async Task What_a_loop_asks_for_ends_it(MockingLibrary library, string told, params string[] files)
    {
        const string Source = """
            namespace N;

            public interface IReader
            {
                bool Read();

                int Length { get; }
            }

            public class Totals(IReader reader)
            {
                public int $$Sum()
                {
                    var sum = 0;
                    while (reader.Read())
                    {
                        sum += reader.Length;
                    }

                    return sum;
                }
            }
            """;
        var result = await Subject.GenerateAsync(Subject.Of(Source, more: Libraries.Named(files), mocks: library));

        Assert.Equal(1, result.BranchesAfter);
        Assert.Contains(told, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Dropped, d => d.Reason.Contains("runs too long", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("local variable", "var mine = clock; return mine.Hour >= 22 ? \"on\" : \"off\";")]
    [InlineData("extension method", "return clock.IsLate() ? \"on\" : \"off\";")]
    [InlineData("method of another type", "return Clocks.IsLate(clock) ? \"on\" : \"off\";")]
    public async Task What_is_asked_on_the_way_is_told_too(string way, string body)
    {
        Assert.NotEmpty(way);
        var result = await Subject.GenerateAsync(
            $"namespace N; public interface IClock {{ int Hour {{ get; }} }} public static class Clocks {{ public static bool IsLate(this IClock clock) => clock.Hour >= 22; }} public class Lamp(IClock clock) {{ public string $$Show() {{ {body} }} }}"
        );

        // Hours from 22 on are no default of a double.
        Assert.Equal(1, result.BranchesAfter);
    }
}
