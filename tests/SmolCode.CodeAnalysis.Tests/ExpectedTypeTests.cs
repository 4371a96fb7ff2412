namespace SmolCode.CodeAnalysis.Tests;

public sealed class ExpectedTypeTests
{
    [Theory]
    [InlineData("void M() { int x = $$; }", "System.Int32")]
    [InlineData("void M() { string x = y.$$; } string y;", "System.String")]
    [InlineData("void M() { long x = ($$); }", "System.Int64")]
    [InlineData("void M() { var x = $$; }", null)]
    [InlineData("int f = $$;", "System.Int32")]
    [InlineData("string P { get; } = $$;", "System.String")]
    [InlineData("int P => $$;", "System.Int32")]
    [InlineData("int P { get { return $$; } }", "System.Int32")]
    [InlineData("int M() { return $$; }", "System.Int32")]
    [InlineData("void M() { return $$; }", null)]
    [InlineData("async Task<int> M() { return $$; }", "System.Int32")]
    [InlineData("async ValueTask<string> M() => $$;", "System.String")]
    [InlineData("Task<int> M() { return $$; }", "System.Threading.Tasks.Task<System.Int32>")]
    [InlineData("async Task<int> M() { return await $$; }", "System.Threading.Tasks.Task<System.Int32>")]
    [InlineData("IEnumerable<int> M() { yield return $$; }", "System.Int32")]
    [InlineData("void M() { int L() { return $$; } }", "System.Int32")]
    [InlineData("void M() { Func<string> f = () => $$; }", "System.String")]
    [InlineData("void M() { Func<string> f = () => { return $$; }; }", "System.String")]
    [InlineData("void M() { if ($$) }", "System.Boolean")]
    [InlineData("void M(bool a) { if (a && $$) }", "System.Boolean")]
    [InlineData("void M() { while (!$$) }", "System.Boolean")]
    [InlineData("void M(int a) { if (a == $$) }", "System.Int32")]
    [InlineData("void M(string a) { var b = a ?? $$; }", "System.String")]
    [InlineData("void M(int a) { N($$); } void N(string s) { }", "System.String")]
    [InlineData("void M(int a) { N(1, $$); } void N(int i, DayOfWeek s) { }", "System.DayOfWeek")]
    [InlineData("void M(int a) { N(b: $$); } void N(int a, string b) { }", "System.String")]
    [InlineData("void M(int a) { N(\"x\", $$); } void N(int a, int b) { } void N(string a, Guid b) { }", "System.Guid")]
    [InlineData("void M() { N(1, 2, $$); } void N(params int[] a) { }", "System.Int32")]
    [InlineData("void M() { var g = new Guid($$); }", null)]
    [InlineData("void M() { Uri v = new($$); }", "System.String")]
    [InlineData("void M(int[] a) { a[$$] = 1; }", "System.Int32")]
    [InlineData("void M(Dictionary<string, int> a) { a[$$] = 1; }", "System.String")]
    [InlineData("void M(Dictionary<string, int> a) { a[\"\"] = $$; }", "System.Int32")]
    [InlineData("void M() { var v = new Holder { Count = $$ }; }", "System.Int32")]
    [InlineData("void M() { int[] a = { 1, $$ }; }", "System.Int32")]
    [InlineData("void M() { List<string> a = [$$]; }", "System.String")]
    [InlineData("void M() { var a = new List<string> { $$ }; }", "System.String")]
    [InlineData("void M(bool b) { int x = b ? $$", "System.Int32")]
    [InlineData("void M(bool b) { int x = b ? 1 : $$; }", "System.Int32")]
    [InlineData("void M(object o) { var s = (string)$$; }", "System.String")]
    [InlineData("void M() { throw $$; }", "System.Exception")]
    [InlineData("int M(int k) => k switch { 1 => $$ };", "System.Int32")]
    [InlineData("void M(DayOfWeek d) { switch (d) { case $$ } }", "System.DayOfWeek")]
    [InlineData("void M() { Holder h = new $$ }", "C.Holder")]
    [InlineData("void M(int? a) { a = $$; }", "System.Nullable<System.Int32>")]
    [InlineData("event Action E; void M() { E += $$; }", "System.Action")]
    [InlineData("void M() { M(); $$ }", null)]
    public async Task An_expression_is_expected_to_have_the_type_that_its_place_asks_for(string members, string? type)
    {
        var hole = await TestDocument.Parse($"class C {{ {members} class Holder {{ public int Count; }} }}").AnalyzeAsync();

        Assert.Equal(type, hole.ExpectedType);
    }
}
