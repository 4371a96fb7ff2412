using SmolCode.CodeAnalysis.Testing;
using SmolCode.TestSupport;

namespace SmolCode.Testing.Tests;

/// <summary>From a member to tests that were compiled, run and proven, in one go and on the real sandbox.</summary>
public sealed class GenerationTests
{
    private const string Prices = """
        namespace Shop;

        public static class Prices
        {
            public static decimal $$Discount(decimal price, int percent)
            {
                if (percent < 0 || percent > 100)
                {
                    throw new ArgumentOutOfRangeException(nameof(percent));
                }

                return percent == 100 ? 0 : price - price * percent / 100;
            }
        }
        """;

    [Fact]
    public async Task Branches_are_covered_and_mutants_killed()
    {
        var result = await Subject.GenerateAsync(Prices);

        Assert.Equal(1, result.BranchesAfter);
        Assert.True(result.Killed * 10 >= result.Mutants * 9, string.Join('\n', result.Survivors));
        Assert.Contains(
            result.Kept,
            k => k is { Name: "Discount_PercentMinus1_ThrowsArgumentOutOfRangeException", Origin: TestOrigin.Contract }
        );
        Assert.All(result.Kept, k => Assert.True(k.Kills + k.Branches > 0));
    }

    [Theory]
    [InlineData(
        "method with null guard",
        "/// <summary/>\npublic static int $$Count(string text) { ArgumentNullException.ThrowIfNull(text); return text.Length; }",
        "Count_NullText_ThrowsArgumentNullException",
        "Assert.Throws<ArgumentNullException>(\"text\", () => C.Count(null!));"
    )]
    [InlineData("property", "public int $$Size { get; set; }", "Size_Set_ReturnsValueThatWasSet", "sut.Size = 3;")]
    [InlineData(
        "property with a check",
        "private int size; public int $$Size { get => size; set { if (value < 0) throw new ArgumentOutOfRangeException(nameof(value)); size = value; } }",
        "Size_SetToSizeMinus1_ThrowsArgumentOutOfRangeException",
        "() => sut.Size = -1"
    )]
    [InlineData(
        "operator",
        "public int N { get; init; } public static C operator $$+(C a, C b) => new C { N = a.N + b.N + 1 };",
        "AdditionOperator",
        "a + b"
    )]
    [InlineData("conversion", "public static explicit operator $$int(C c) => 7;", "ExplicitConversionToInt32", "(int)(c)")]
    [InlineData("indexer", "public int $$this[int index] => index > 5 ? 1 : 2;", "Indexer_Index6_Returns1", "sut[6]")]
    [InlineData(
        "generic method",
        "public static T $$Max<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b) > 0 ? a : b;",
        "Max",
        "C.Max<string>("
    )]
    [InlineData(
        "generic struct",
        "public static int $$Size<T>(T value) where T : struct => value.ToString()!.Length;",
        "Size_Returns1",
        "C.Size<int>(3)"
    )]
    [InlineData("extension", "public static string $$Twice(string text) => text + text;", "Twice_ReturnsExpectedValue", "\"texttext\"")]
    [InlineData(
        "async",
        "public static async Task<int> $$GetAsync(int n) { await Task.Yield(); return n; }",
        "GetAsync_Returns3",
        "await C.GetAsync(3)"
    )]
    [InlineData(
        "async that throws",
        "public static async Task $$GetAsync(int n) { await Task.Yield(); if (n < 0) throw new InvalidOperationException(); }",
        "GetAsync_NMinus1_ThrowsInvalidOperationException",
        "await Assert.ThrowsAsync<InvalidOperationException>(() => C.GetAsync(-1));"
    )]
    [InlineData(
        "cancellation",
        "public static async Task<int> $$GetAsync(CancellationToken token) { token.ThrowIfCancellationRequested(); await Task.Yield(); return 1; }",
        "GetAsync_CancelledToken_ThrowsOperationCanceledException",
        "new CancellationToken(true)"
    )]
    [InlineData(
        "async sequence",
        "public static async IAsyncEnumerable<int> $$Items(int n) { await Task.Yield(); for (var i = 0; i < n; i++) yield return i; }",
        "Items_Returns3Items",
        "new int[] { 0, 1, 2 }"
    )]
    [InlineData(
        "iterator",
        "public static IEnumerable<int> $$Items(int n) { for (var i = 0; i < n; i++) yield return i; }",
        "Items_Returns3Items",
        "C.Items(3).ToList()"
    )]
    [InlineData(
        "enum",
        "public static bool $$IsWeekend(DayOfWeek day) => day is DayOfWeek.Saturday or DayOfWeek.Sunday;",
        "IsWeekend_DaySunday_ReturnsTrue",
        "DayOfWeek.Sunday"
    )]
    [InlineData(
        "interface by hand",
        "public interface IClock { int Now { get; } } public static int $$Read(IClock clock) => clock.Now + 1;",
        "Read_Returns4",
        "private sealed class StubClock : C.IClock"
    )]
    [InlineData(
        "abstract class",
        "public abstract class Shape { protected Shape(int n) { } public abstract int Area(); } public static int $$Of(Shape shape) => shape.Area() + 2;",
        "Of_Returns2",
        "private sealed class StubShape : C.Shape"
    )]
    [InlineData("delegate", "public static int $$Apply(Func<int, int> f) => f(4) + 1;", "Apply_Returns5", "x => x")]
    [InlineData(
        "predicate",
        "public static int $$Count(int[] all, Func<int, bool> wanted) { var n = 0; foreach (var a in all) { if (wanted(a)) { n++; } } return n; }",
        "Count_WantedTrueForSome_Returns2",
        "x => x > 1"
    )]
    [InlineData(
        "callback that fails",
        "public static int $$Try(Func<int> f) { try { return f(); } catch (InvalidOperationException) { return -1; } }",
        "Try_FThrows_ReturnsMinus1",
        "() => throw new InvalidOperationException(\"failed\")"
    )]
    [InlineData(
        "callback of several",
        "public static string $$Fold(string[] all, Func<string, string, string> f) => all.Aggregate(f);",
        "Fold_ReturnsExpectedValue",
        "(a, b) => $\"{a}{b}\""
    )]
    [InlineData(
        "value object",
        "public readonly struct Money(int cents) { private readonly int cents = cents; public override string ToString() => cents + \" ct\"; } public static Money $$Of(int n) => new(n * 2);",
        "Of_ReturnsExpectedObject",
        "Assert.Equal(\"6 ct\", result.ToString());"
    )]
    [InlineData("tuple", "public static (int Low, int High) $$Around(int n) => (n - 1, n + 1);", "Around", "Assert.Equal(4, result.High);")]
    [InlineData(
        "sequence of tuples",
        "public static IEnumerable<(int, string)> $$Pairs(int n) { yield return (n, \"x\"); }",
        "Pairs_Returns1Items",
        "Assert.Equal(new (int, string)[] { (3, \"x\") }, result);"
    )]
    [InlineData(
        "sequence of pairs",
        "public static IEnumerable<KeyValuePair<string, int>> $$Pairs(int n) { yield return new(\"x\", n); }",
        "Pairs_Returns1Items",
        "Assert.Equal(new KeyValuePair<string, int>[] { new(\"x\", 3) }, result);"
    )]
    [InlineData(
        "sequence of sequences",
        "public static IEnumerable<int[]> $$Rows(int n) { for (var i = 1; i < n; i++) { yield return new[] { i, n }; } }",
        "Rows_Returns2Items",
        "Assert.Equal(new int[] { 2, 3 }, result[1]);"
    )]
    [InlineData(
        "sequence of objects",
        "public sealed class P(string name) { public string Name => name; } public static IReadOnlyList<P> $$People(int n) => [new P(\"a\"), new P(\"b\" + n)];",
        "People_Returns2Items",
        "Assert.Equal(\"b3\", result[1].Name);"
    )]
    [InlineData(
        "record",
        "public record P(string Name, int Age); public static string $$Show(P p) => p.Name + p.Age;",
        "Show_ReturnsExpectedValue",
        "\"Name5\""
    )]
    [InlineData(
        "required member",
        "public class Q { public required int N { get; init; } } public static int $$Of(Q q) => q.N;",
        "Of_Returns3",
        "{ N = 3 }"
    )]
    [InlineData(
        "factory",
        "public class F { private F() { } public static F Create(int n) => new F(); public int N => 5; } public static int $$Of(F f) => f.N;",
        "Of_Returns5",
        "C.F.Create(4)"
    )]
    [InlineData(
        "constructor",
        "public C(int size) { if (size < 1) throw new ArgumentOutOfRangeException(nameof(size)); Size = size; } public int Size { get; } public int X$$() => Size;",
        "X",
        "new C(4)"
    )]
    [InlineData("text by its characters", "public static int $$Parts(string text) => text.Split(';').Length;", "Parts", ";")]
    [InlineData(
        "ref and out",
        "public static bool $$Next(ref int n, out int next) { next = n + 1; n = 0; return next > 3; }",
        "Next_ReturnsTrue",
        "ref n"
    )]
    [InlineData(
        "span",
        "public static int $$Sum(ReadOnlySpan<int> all) { var sum = 0; foreach (var n in all) sum += n; return sum; }",
        "Sum_Returns6",
        "new ReadOnlySpan<int>("
    )]
    [InlineData(
        "output",
        "public static bool $$TryHalf(int n, out int half) { half = n / 2; return n > 1; }",
        "TryHalf_ReturnsTrue",
        "C.TryHalf(3, out var half);\n\n        Assert.True(result);\n        Assert.Equal(1, half);"
    )]
    [InlineData(
        "dictionary",
        "public static Dictionary<string, int> $$Lengths(string a, string b) => new() { [a] = a.Length, [b + \"!\"] = 7 };",
        "Lengths_Returns",
        "Assert.Equal(7, result[\"b!\"]);"
    )]
    [InlineData(
        "ref struct",
        "public ref struct Reader(ReadOnlySpan<char> text) { private ReadOnlySpan<char> rest = text; public int $$Read() { if (rest.IsEmpty) return -1; var c = rest[0]; rest = rest[1..]; return c; } }",
        "Read_Returns116",
        "new C.Reader(\"text\".AsSpan())"
    )]
    [InlineData(
        "protected",
        "public abstract class Shape { protected abstract double Side { get; } protected double $$Grow(double factor) => factor <= 0 ? throw new ArgumentOutOfRangeException(nameof(factor)) : Side * factor; }",
        "Grow_Returns6",
        "public new double Grow(double factor) { return base.Grow(factor); }"
    )]
    [InlineData(
        "protected property",
        "public class Shape { private int side; protected int $$Side { get => side; set { if (value < 0) throw new ArgumentOutOfRangeException(nameof(value)); side = value; } } }",
        "Side_SetToSideMinus1_ThrowsArgumentOutOfRangeException",
        "public new int Side { get => base.Side; set => base.Side = value; }"
    )]
    [InlineData(
        "properties of an argument",
        "public class Order { public int Lines { get; set; } public string? Note { get; set; } } public static string $$Show(Order order) => order.Lines > 9 ? \"many\" : order.Note ?? \"none\";",
        "Show_Lines10_ReturnsExpectedValue",
        "new C.Order { Lines = 10, Note = \"Note\" }"
    )]
    [InlineData(
        "mapping",
        "public class A { public int Id { get; set; } public string Name { get; set; } = \"\"; } public class B { public int Id { get; init; } public string Name { get; init; } = \"\"; } public static B $$Map(A a) => new() { Id = a.Id, Name = a.Name };",
        "Map_MapsProperties",
        "Assert.Equal(a.Name, result.Name);"
    )]
    [InlineData(
        "equality",
        "public readonly int n; public C() { } public C(int n) { this.n = n; } public override bool $$Equals(object? obj) => obj is C c && c.n == n; public override int GetHashCode() => n;",
        "Equals_Itself_ReturnsTrue",
        "sut.Equals(sut)"
    )]
    [InlineData(
        "hash code",
        "private readonly int n; public C(int n) { this.n = n; } public override bool Equals(object? obj) => obj is C c && c.n == n; public override int $$GetHashCode() => n.GetHashCode();",
        "GetHashCode_EqualObjects_ReturnsTheSame",
        "Assert.Equal(other.GetHashCode(), result);"
    )]
    [InlineData(
        "ordering",
        "public readonly struct V(int n) : IComparable<V> { private readonly int n = n; public int $$CompareTo(V other) => n.CompareTo(other.n); }",
        "CompareTo_Itself_Returns0",
        "sut.CompareTo(sut)"
    )]
    [InlineData(
        "dispose",
        "public sealed class R : IDisposable { private bool isDisposed; public int Closed; public void $$Dispose() { if (isDisposed) { return; } isDisposed = true; Closed++; } }",
        "Dispose_Twice_DoesNotThrow",
        "sut.Dispose();\n\n        sut.Dispose();"
    )]
    [InlineData(
        "disposed object",
        "public sealed class R : IDisposable { private bool isDisposed; public int $$Read() { ObjectDisposedException.ThrowIf(isDisposed, this); return 7; } public void Dispose() => isDisposed = true; }",
        "Read_AfterDispose_ThrowsObjectDisposedException",
        "sut.Dispose();"
    )]
    [InlineData(
        "inverse",
        "public static string $$Encode(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)); public static string Decode(string hex) => System.Text.Encoding.UTF8.GetString(Convert.FromHexString(hex));",
        "Encode_ThenDecode_ReturnsTheOriginal",
        "C.Decode(C.Encode(original))"
    )]
    [InlineData(
        "text and back",
        "public readonly record struct V(int N) { public override string $$ToString() => $\"<{N}>\"; public static V Parse(string text) => new(int.Parse(text.Trim('<', '>'))); }",
        "ToString_ThenParse_ReturnsTheOriginal",
        "Parse(sut.ToString())"
    )]
    [InlineData(
        "idempotence",
        "public static string $$Normalize(string text) => text.Trim().Replace(' ', '-');",
        "Normalize_Twice_ChangesNothing",
        "C.Normalize(once)"
    )]
    [InlineData(
        "event",
        "public sealed class E { public event EventHandler? Changed; public void $$Touch() { Changed?.Invoke(this, EventArgs.Empty); } }",
        "Touch_RaisesChanged",
        "sut.Changed += (_, _) => raised++;"
    )]
    [InlineData(
        "type",
        "public static Type $$Of(bool many) => many ? typeof(List<int[]>) : typeof(int);",
        "Of_ManyTrue",
        "Assert.Equal(typeof(List<int[]>), result);"
    )]
    [InlineData("span result", "public static ReadOnlySpan<int> $$Rest(int[] all) => all.AsSpan(1);", "Rest", "C.Rest(all).ToArray()")]
    [InlineData("long text", "public static string $$Long(int n) => new('x', n * 1000);", "Long", "Assert.Equal(3000, result.Length);")]
    [InlineData(
        "optional parameter",
        "public static int $$Add(int a, int b = 5, int c = 6) => c > 6 ? a : b;",
        "Add_C7_Returns3",
        "C.Add(3, c: 7)"
    )]
    [InlineData("arguments that differ", "public static int $$Minus(int a, int b) => a - b;", "Minus_ReturnsMinus2", "C.Minus(3, 5)")]
    [InlineData(
        "lines",
        "public static string $$Show(int n) { var text = new System.Text.StringBuilder(); text.AppendLine(n.ToString()).Append('!'); return text.ToString(); }",
        "Show",
        "Assert.Equal(\"3\\n!\".ReplaceLineEndings(), result);"
    )]
    [InlineData(
        "conversion of a tuple",
        "public int N { get; init; } public static implicit operator $$C((int A, int B) pair) => new() { N = pair.A * 2 + pair.B };",
        "ImplicitConversionToC",
        "Assert.Equal("
    )]
    [InlineData("rounding", "public static double $$Third(int n) => n / 9.0;", "Third", "Assert.Equal(0.333333333, result, 9);")]
    [InlineData(
        "throwing default",
        "public static string $$Name(string? text) => text ?? throw new ArgumentNullException(nameof(text));",
        "Name_NullText_ThrowsArgumentNullException",
        "Assert.Throws<ArgumentNullException>(\"text\""
    )]
    [InlineData("nullable", "public static int $$Or(int? n) => n ?? 9;", "Or_NullN_Returns9", "C.Or(null)")]
    [InlineData(
        "operator that counts up",
        "public int N { get; private set; } public void $$operator ++() => N++;",
        "IncrementAssignmentOperator",
        "++sut;"
    )]
    [InlineData(
        "operator that assigns",
        "public int N { get; private set; } public void $$operator +=(int x) => N += x;",
        "AdditionAssignmentOperator",
        "sut += 3;"
    )]
    public async Task A_kind_of_member_gets_a_test(string kind, string member, string name, string code)
    {
        Assert.NotEmpty(kind);
        var result = await Subject.GenerateAsync($"namespace N {{ public class C {{ {member} }} }}");

        Assert.True(
            result.Kept.Any(k => k.Name.StartsWith(name, StringComparison.Ordinal)),
            string.Join('\n', result.Kept.Select(k => k.Name).Concat(result.Dropped.Select(d => d.ToString())))
        );
        Assert.Contains(code, result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time", "public static long $$Now() => DateTime.UtcNow.Ticks;")]
    [InlineData("guid", "public static Guid $$New() => Guid.NewGuid();")]
    [InlineData("random", "public static int $$Next() => new Random().Next();")]
    [InlineData("culture", "public static string $$Show() => 1.5.ToString();")]
    [InlineData("culture", "public static string $$Percent() => 0.5.ToString(\"P0\");")]
    [InlineData("culture", "public static string $$Negative() => (-3).ToString();")]
    [InlineData("culture", "public static string $$Short() => new TimeOnly(12, 30).ToString();")]
    [InlineData("culture", "public static string $$Long() => new TimeOnly(12, 30).ToString(\"T\");")]
    [InlineData("culture", "public static string $$Month() => new DateOnly(2024, 5, 6).ToString(\"MMM\");")]
    [InlineData("culture", "public static string $$Day() => new DateOnly(2024, 5, 6).ToString(\"dddd\");")]
    [InlineData("culture", "public static string $$Half() => new TimeOnly(12, 30).ToString(\"hh:mm tt\");")]
    [InlineData("culture", "public static string $$MonthDay() => new DateOnly(2024, 5, 6).ToString(\"m\");")]
    [InlineData("culture", "public static string $$YearMonth() => new DateOnly(2024, 5, 6).ToString(\"y\");")]
    [InlineData(
        "time zone",
        "public static int $$Offset() => (int)TimeZoneInfo.Local.GetUtcOffset(new DateTime(2024, 1, 1)).TotalMinutes;"
    )]
    [InlineData("process", "public static int $$Hash() => \"text\".GetHashCode();")]
    public async Task What_changes_from_run_to_run_is_not_asserted(string kind, string member)
    {
        Assert.NotEmpty(kind);
        var result = await Subject.GenerateAsync($"public static class C {{ {member} }}");

        Assert.Null(result.Text);
        Assert.Contains(result.Dropped, d => d.Reason.Contains("changes with time", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public static string $$Variable() => Environment.GetEnvironmentVariable(\"PATH\") ?? \"\";")]
    [InlineData("public static string $$Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);")]
    [InlineData("public static string $$User() => Environment.UserName;")]
    [InlineData("public static string $$Machine() => \"on \" + Environment.MachineName;")]
    [InlineData("public static string $$Folder() => System.IO.Path.Combine(\"a\", \"b\");")]
    [InlineData("public static int $$Compare() => string.CompareOrdinal(\"a\", \"g\");")]
    [InlineData("public static object $$Culture() => new System.Globalization.CultureInfo(\"no such culture\");")]
    [InlineData(
        "public static string $$Lines() { var text = new System.Text.StringBuilder(); for (var i = 0; i < 900; i++) text.AppendLine(\"x\"); return text.ToString(); }"
    )]
    public async Task What_is_otherwise_on_another_machine_is_not_asserted(string member)
    {
        var result = await Subject.GenerateAsync($"public static class C {{ {member} }}");

        Assert.Null(result.Text);
        Assert.NotEmpty(result.Dropped);
    }

    [Theory]
    [InlineData("public static void $$M(int n) { if (n == 3) Environment.FailFast(\"\"); }")]
    [InlineData("public static int $$M(int n) { if (n == 3) while (true) { } return n; }")]
    public async Task A_call_that_kills_its_process_is_left_out_and_others_are_kept(string member)
    {
        var result = await Subject.GenerateAsync(Subject.Of($"public static class C {{ {member} }}"), "Environment.FailFast");

        Assert.NotEmpty(result.Kept);
        Assert.Contains(
            result.Dropped,
            d =>
                d.Reason.Contains("ended the process", StringComparison.Ordinal)
                || d.Reason.Contains("runs too long", StringComparison.Ordinal)
                || d.Reason.Contains("did not end", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_extension_method_is_called_as_one()
    {
        var result = await Subject.GenerateAsync(
            "namespace N; public static class Texts { public static string $$Twice(this string text) => text + text; }"
        );

        Assert.Contains("\"text\".Twice()", result.Text, StringComparison.Ordinal);
        Assert.Contains("using N;", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_of_overloads_are_told_apart_by_the_parameter_that_differs()
    {
        var result = await Subject.GenerateAsync(
            "public class $$C { public static int M(int n) => n > 0 ? 1 : 2; public static int M(long n) => n > 0 ? 1 : 2; }"
        );

        Assert.Contains(result.Kept, k => k.Name == "M_Returns1");
        Assert.Contains(result.Kept, k => k.Name == "M_Int64_Returns1");
    }

    [Fact]
    public async Task A_member_is_tested_by_itself_though_another_one_calls_it()
    {
        var result = await Subject.GenerateAsync(
            "public class $$C { public static bool Less(int a, int b) => Order(a, b) < 0; public static int Order(int a, int b) => a < b ? -1 : a > b ? 1 : 0; }"
        );

        Assert.Contains(result.Kept, k => k.Member == "Order");
        Assert.Contains(result.Kept, k => k.Member == "Less");
    }

    [Fact]
    public async Task Properties_that_only_show_what_was_given_are_tested_with_the_constructor()
    {
        var result = await Subject.GenerateAsync("public record $$P(int X, string Name);");

        Assert.Equal(["Constructor"], result.Kept.Select(k => k.Member).Distinct());
        Assert.Equal(1, result.BranchesAfter);
    }

    [Theory]
    [InlineData(
        "public class C { public override bool $$Equals(object? obj) => obj is C && !ReferenceEquals(obj, this); public override int GetHashCode() => 1; }",
        "Equals promises that an object equals itself, but it is not so"
    )]
    [InlineData(
        "public sealed class C : IDisposable { private bool isDisposed; public void $$Dispose() { if (isDisposed) throw new InvalidOperationException(); isDisposed = true; } }",
        "IDisposable promises that Dispose may be called again, but InvalidOperationException is thrown"
    )]
    public async Task A_contract_of_the_framework_that_is_broken_is_a_finding(string source, string message)
    {
        var result = await Subject.GenerateAsync(source);

        Assert.Contains(result.Findings, f => f.Message.Contains(message, StringComparison.Ordinal));
        Assert.DoesNotContain(
            result.Kept,
            k => k.Name.Contains("Twice", StringComparison.Ordinal) || k.Name.Contains("Itself", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_documented_contract_that_is_broken_is_a_finding_and_no_test()
    {
        var result = await Subject.GenerateAsync(
            """
            public static class C
            {
                /// <exception cref="System.ArgumentNullException"><paramref name="text"/> is null.</exception>
                public static int $$Length(string text) => text == null ? 0 : text.Length;
            }
            """
        );

        var finding = Assert.Single(result.Findings);
        Assert.Contains(
            "promises ArgumentNullException when text is null, but nothing is thrown",
            finding.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("null!", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_are_added_behind_those_that_are_there_and_none_twice()
    {
        const string Existing = """
            using Xunit;

            namespace Code.Tests;

            public class PricesTests
            {
                [Fact]
                public void Mine()
                {
                    Assert.Throws<ArgumentOutOfRangeException>("percent", () => Prices.Discount(3m, -1));
                }
            }
            """;
        var result = await Subject.GenerateAsync(Prices, Existing);

        Assert.True(result.Exists);
        Assert.StartsWith("using Xunit;\nusing Shop;\n", result.Text, StringComparison.Ordinal);
        Assert.Contains(Existing[Existing.IndexOf("namespace", StringComparison.Ordinal)..^3], result.Text, StringComparison.Ordinal);
        Assert.Single(result.Text!.Split("Prices.Discount(3m, -1)")[1..]);
        Assert.Contains(result.Dropped, d => d.Reason == "there is such a test already");
    }

    [Fact]
    public async Task Values_and_doubles_of_existing_tests_are_used()
    {
        const string Source = """
            namespace Shop;

            public interface ICatalog { decimal PriceOf(string sku); }

            public class $$Basket(ICatalog catalog)
            {
                private string? only;

                public void Add(string sku) => only = sku;

                public bool Has(string sku) => only == sku;

                public decimal Total() => only is null ? 0 : catalog.PriceOf(only);
            }
            """;
        const string Existing = """
            using Xunit;
            using Shop;

            namespace Code.Tests;

            public class BasketTests
            {
                private sealed class FakeCatalog : ICatalog
                {
                    public decimal PriceOf(string sku) => 60m;
                }

                [Theory]
                [InlineData("apple")]
                public void It_adds(string fruit) => new Basket(new FakeCatalog()).Add(fruit);
            }
            """;
        var result = await Subject.GenerateAsync(Source, Existing);

        Assert.Contains("new Basket(new FakeCatalog())", result.Text, StringComparison.Ordinal);
        Assert.Contains("Assert.Equal(60m, result);", result.Text, StringComparison.Ordinal);
        Assert.Contains("sut.Has(\"apple\")", result.Text, StringComparison.Ordinal);
        Assert.Single(result.Text!.Split("class FakeCatalog")[1..]);
        Assert.DoesNotContain("Stub", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_double_that_needs_more_than_itself_is_done_without()
    {
        var result = await Subject.GenerateAsync(
            "public interface IClock { decimal Now { get; } } public static class C { public static decimal $$Read(IClock clock) => clock.Now; }",
            """
            using Xunit;

            namespace Code.Tests;

            public class OtherTests
            {
                private sealed class FakeClock : IClock
                {
                    public decimal Now => Constants.Now;
                }

                [Fact]
                public void Nothing() { }
            }
            """
        );

        Assert.Contains("new StubClock()", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_code_hands_out_itself_needs_no_double()
    {
        var result = await Subject.GenerateAsync(
            "public interface IGuard { } public sealed class Guard : IGuard { private Guard() { } public static IGuard Against { get; } = new Guard(); } public static class Guards { public static int $$Positive(this IGuard guard, int n) => n > 0 ? n : throw new ArgumentException(\"n\"); }"
        );

        Assert.Contains("Guard.Against.Positive(3)", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_that_name_without_such_a_class_is_left_alone()
    {
        var subject = Subject.Of(Prices);
        var result = await Subject.GenerateAsync(
            subject with
            {
                TestProject = subject.TestProject with { Files = ["/tests/PricesTests.cs"] },
            }
        );

        Assert.Equal("/tests/PricesTests2.cs", result.File);
        Assert.Contains("public class PricesTests2", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_call_writes_into_its_argument_is_asserted()
    {
        var result = await Subject.GenerateAsync(
            "public static class C { public static void $$Write(System.IO.TextWriter output, int n) { output.Write(n > 3 ? \"many\" : \"few\"); } }"
        );

        Assert.Contains("Assert.Equal(\"few\", output.ToString());", result.Text, StringComparison.Ordinal);
        Assert.Contains("Assert.Equal(\"many\", output.ToString());", result.Text, StringComparison.Ordinal);
        Assert.Equal(result.Mutants, result.Killed);
    }

    [Fact]
    public async Task Branches_that_existing_tests_take_are_counted_before()
    {
        const string Existing = """
            using Xunit;
            using Shop;

            namespace Code.Tests;

            public class PricesTests
            {
                [Fact]
                public void Nothing_is_left() => Assert.Equal(0, Prices.Discount(3m, 100));
            }
            """;
        var subject = Subject.Of(Prices, existing: Existing);
        var result = await Subject.GenerateAsync(
            subject with
            {
                CompileTestProject = _ =>
                    Task.FromResult<Microsoft.CodeAnalysis.CSharp.CSharpCompilation?>(Subject.TestCompilation(subject)),
            }
        );

        Assert.InRange(result.BranchesBefore, 0.3, 0.7);
        Assert.Equal(1, result.BranchesAfter);
        Assert.DoesNotContain(result.Kept, k => k is { Kills: 0, Branches: 0 });
    }

    [Fact]
    public async Task A_type_gets_tests_of_its_members()
    {
        var result = await Subject.GenerateAsync(
            "public class $$Counter { public int Count { get; private set; } public void Add(int n) { if (n < 1) throw new ArgumentException(\"n\"); Count += n; } }"
        );

        Assert.Equal(["Add", "Count"], result.Kept.Select(k => k.Member).Distinct().Order());
        Assert.Equal(1, result.BranchesAfter);
    }

    [Theory]
    [InlineData(TestFramework.XUnit, AssertionLibrary.Framework, "XUnit")]
    [InlineData(TestFramework.NUnit, AssertionLibrary.Framework, "NUnit")]
    [InlineData(TestFramework.MSTest, AssertionLibrary.Framework, "MSTest")]
    [InlineData(TestFramework.XUnit, AssertionLibrary.Shouldly, "Shouldly")]
    [InlineData(TestFramework.XUnit, AssertionLibrary.FluentAssertions, "FluentAssertions")]
    [InlineData(TestFramework.XUnit, AssertionLibrary.AwesomeAssertions, "AwesomeAssertions")]
    public async Task Each_framework_has_its_style(TestFramework framework, AssertionLibrary assertions, string name)
    {
        const string Source = """
            namespace Code;

            public class $$Basket
            {
                private readonly List<string> items = new();

                public bool IsEmpty => items.Count == 0;

                public string? First => items.Count == 0 ? null : items[0];

                public void Add(string item) => items.Add(item ?? throw new ArgumentNullException(nameof(item)));

                public IReadOnlyList<string> Items() => items;

                public async Task<int> CountAsync(CancellationToken token)
                {
                    token.ThrowIfCancellationRequested();
                    await Task.Yield();
                    return items.Count;
                }
            }
            """;
        var result = await Subject.GenerateAsync(Subject.Of(Source, framework, assertions, more: Libraries.For(framework, assertions)));

        Assert.Equal(1, result.BranchesAfter);
        GoldenFile.Verify(result.Text!, name + ".txt");
    }
}
