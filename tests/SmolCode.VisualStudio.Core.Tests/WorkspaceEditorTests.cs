using System.Text;
using SmolCode.TestSupport;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class WorkspaceEditorTests : IEditorBuffers, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DocumentSync documents = new();
    private readonly ListLog log = new();
    private readonly List<string> edited = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_open_document_is_changed_in_the_editor_and_not_in_its_file()
    {
        var uri = Write("a.cs", "old");
        documents.Open(uri, () => "old");

        Assert.True(await ApplyAsync(new DocumentEdit(uri, 1, false, [Insert("x")])));

        Assert.Equal([$"{uri} 1 x"], edited);
        Assert.Equal("old", Read("a.cs"));
    }

    [Fact]
    public async Task A_document_of_another_version_refuses_and_nothing_at_all_is_changed()
    {
        var uri = Write("a.cs", "old");
        var other = Write("b.cs", "old");
        documents.Open(uri, () => "old");

        Assert.False(await ApplyAsync(new DocumentEdit(other, null, false, [Insert("x")]), new DocumentEdit(uri, 2, false, [Insert("x")])));

        Assert.Empty(edited);
        Assert.Equal("old", Read("b.cs"));
        Assert.Contains("nothing was changed", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_open_is_written_with_the_mark_that_it_has()
    {
        var uri = Write("a.cs", "old");
        File.WriteAllText(Path.Combine(folder.Path, "a.cs"), "old", new UTF8Encoding(true));

        Assert.True(await ApplyAsync(new DocumentEdit(uri, null, false, [Insert("x")])));

        Assert.Equal("﻿xold"u8.ToArray(), File.ReadAllBytes(Path.Combine(folder.Path, "a.cs")));
    }

    [Fact]
    public async Task A_new_file_comes_with_its_folder_and_one_that_is_not_there_is_not_made_by_the_way()
    {
        var uri = DocumentUri.FromPath(Path.Combine(folder.Path, "tests", "new.cs"));
        Assert.False(await ApplyAsync(new DocumentEdit(uri, null, false, [Insert("x")])));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "tests")));

        Assert.True(await ApplyAsync(new DocumentEdit(uri, null, true, [Insert("x")])));
        Assert.Equal("x"u8.ToArray(), File.ReadAllBytes(Path.Combine(folder.Path, "tests", "new.cs")));
    }

    [Fact]
    public async Task What_is_no_file_is_refused() =>
        Assert.False(await ApplyAsync(new DocumentEdit("untitled:a", null, true, [Insert("x")])));

    public string? TextOf(string uri) => null;

    public Task<bool> TryEditAsync(string uri, int version, IReadOnlyList<TextEdit> edits, CancellationToken cancellationToken)
    {
        edited.Add($"{uri} {version} {edits[0].NewText}");
        return Task.FromResult(true);
    }

    private static TextEdit Insert(string text) => new(new LineRange(new LinePosition(0, 0), new LinePosition(0, 0)), text);

    private string Write(string name, string text) => DocumentUri.FromPath(folder.Write(name, text));

    private string Read(string name) => File.ReadAllText(Path.Combine(folder.Path, name));

    private Task<bool> ApplyAsync(params DocumentEdit[] edits) =>
        new WorkspaceEditor(documents, this, log).ApplyAsync(new WorkspaceEdit(edits), default);
}
