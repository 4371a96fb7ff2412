namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>The next part of a documentation comment, and what may not stand in one.</summary>
public sealed class DocumentationTagsTests
{
    private const string Add = "public int AddOrder(string id, int count) => count;";

    [Theory]
    [InlineData("/// $$", Add, "<summary>\n    /// Adds the order.\n    /// </summary>")]
    [InlineData("///$$", Add, " <summary>\n    /// Adds the order.\n    /// </summary>")]
    [InlineData("/// <su$$", Add, "mmary>\n    /// Adds the order.\n    /// </summary>")]
    [InlineData("/// <summary>\n    /// $$", Add, "Adds the order.")]
    [InlineData("/// <summary>\n    /// Adds one.\n    /// $$", Add, "</summary>")]
    [InlineData("/// <summary>Adds one.</summary>\n    /// $$", Add, "<param name=\"id\">The id.</param>")]
    [InlineData("/// <summary>Adds one.</summary>\n    /// <param name=\"$$", Add, "id\">The id.</param>")]
    [InlineData(
        "/// <summary>Adds one.</summary>\n    /// <param name=\"id\">A.</param>\n    /// $$",
        Add,
        "<param name=\"count\">The count.</param>"
    )]
    [InlineData("/// <summary>A.</summary>\n    /// $$", "T Copy<T>(T it) => it;", "<typeparam name=\"T\">The t.</typeparam>")]
    [InlineData(
        "/// <summary>A.</summary>\n    /// $$",
        "Task SaveAsync() => null!;",
        "<returns>A task that represents the asynchronous operation.</returns>"
    )]
    [InlineData("/// <summary>A.</summary>\n    /// $$", "int GetTotalCount() => 1;", "<returns>The total count.</returns>")]
    [InlineData(
        "/// $$",
        "public C(int a) { }",
        "<summary>\n    /// Initializes a new instance of the <see cref=\"C\"/> class.\n    /// </summary>"
    )]
    [InlineData("/// $$", "public string FullName { get; set; }", "<summary>\n    /// Gets or sets the full name.\n    /// </summary>")]
    [InlineData("/// $$", "public string FullName { get; private set; }", "<summary>\n    /// Gets the full name.\n    /// </summary>")]
    [InlineData(
        "/// $$",
        "public bool IsEmpty => true;",
        "<summary>\n    /// Gets a value indicating whether this instance is empty.\n    /// </summary>"
    )]
    [InlineData("/// $$", "public void Add(Order order) { }", "<summary>\n    /// Adds the order.\n    /// </summary>")]
    public async Task The_next_part_is_told_by_the_signature(string comment, string member, string expected) =>
        Assert.Equal([expected], await FindAsync($"    {comment}\n    {member}\n"));

    [Fact]
    public async Task A_summary_is_laid_out_as_the_others_of_the_file() =>
        Assert.Equal(
            ["<summary>Adds the order.</summary>"],
            await FindAsync($"    /// <summary>One.</summary>\n    int _one;\n\n    /// $$\n    {Add}\n")
        );

    [Fact]
    public async Task A_parameter_is_described_as_elsewhere_in_the_file() =>
        Assert.Equal(
            ["<param name=\"id\">What it is called.</param>"],
            await FindAsync(
                $"    /// <summary>One.</summary>\n    /// <param name=\"id\">What it is called.</param>\n    void One(string id) {{ }}\n\n    /// <summary>Two.</summary>\n    /// $$\n    {Add}\n"
            )
        );

    [Fact]
    public async Task Beside_other_members_it_is_found_as_well() =>
        Assert.Equal(
            ["<param name=\"id\">The id.</param>"],
            await FindAsync(
                "    private readonly List<string> _orders = new();\n\n    /// \n    public int AddOrder(string id, int count)\n    {\n        return count;\n    }\n\n    /// <summary>Removes the order.</summary>\n    /// $$\n    public void RemoveOrder(string id)\n    {\n        \n    }\n"
            )
        );

    [Theory]
    [InlineData("/// $$", "void Run() { }")]
    [InlineData("/// $$", "void OnChanged() { }")]
    [InlineData("/// $$", "void CopyTo(int a) { }")]
    [InlineData("/// <inheritdoc/>\n    /// $$", Add)]
    [InlineData("/// <summary>\n    /// Adds one.\n    /// </summary>\n    /// $$", "void Run() { }")]
    [InlineData("// $$", Add)]
    [InlineData("/// $$", "")]
    public async Task Where_the_signature_says_nothing_nothing_is_said(string comment, string member) =>
        Assert.Empty(await FindAsync($"    {comment}\n    {member}\n"));

    [Theory]
    [InlineData("<param name=\"id\">The id.</param>", true)]
    [InlineData("<param name=\"name\">The id.</param>", false)]
    [InlineData("Adds <paramref name=\"count\"/>.", true)]
    [InlineData("Adds <paramref name=\"total\"/>.", false)]
    [InlineData("Of <typeparamref name=\"TItem\"/>.", true)]
    [InlineData("<typeparam name=\"TItem\">A.</typeparam>", false)]
    [InlineData("See <see cref=\"Other\"/>.", true)]
    [InlineData("See <see cref=\"Other(int)\"/>.", true)]
    [InlineData("See <see cref=\"Other(string)\"/>.", false)]
    [InlineData("See <see cref=\"List{T}.Add\"/>.", true)]
    [InlineData("See <see cref=\"Missing\"/>.", false)]
    [InlineData("See <see cref=\"T:Missing\"/>.", true)]
    [InlineData("Plain text.", true)]
    public async Task Names_in_a_comment_exist(string text, bool passes)
    {
        var document = TestDocument.Parse(
            $"class C<TItem>\n{{\n    void Other(int a) {{ }}\n\n    /// $$\n    public int AddOrder(string id, int count) => count;\n}}\n"
        );

        var result = await document.CheckAsync(text);

        Assert.Equal(passes, result.Checks.Passed);
        Assert.Equal(passes ? null : "names", result.Checks.RefutedBy);
    }

    private static async Task<IEnumerable<string>> FindAsync(string members)
    {
        var document = TestDocument.Parse($"class C\n{{\n{members}}}\n");
        return await StructuralCode.FindAsync(document.Snapshot, await document.AnalyzeAsync(), 4, TestContext.Current.CancellationToken);
    }
}
