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
    private readonly Dictionary<string, string> open = [];

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bytes_that_the_files_encoding_has_not_are_left_alone(bool isMarked)
    {
        var uri = Write("a.cs", "");
        byte[] bytes = [.. isMarked ? Encoding.UTF8.GetPreamble() : [], .. Encoding.Latin1.GetBytes("// für\nclass A;")];
        File.WriteAllBytes(DocumentUri.ToPath(uri)!, bytes);
        var other = Write("b.cs", "old");

        Assert.False(
            await ApplyAsync(new DocumentEdit(other, null, false, [Insert("x")]), new DocumentEdit(uri, null, false, [Insert("x")]))
        );

        Assert.Equal(bytes, File.ReadAllBytes(DocumentUri.ToPath(uri)!));
        Assert.Equal("old", Read("b.cs"));
        Assert.Contains("neither UTF-8", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-8")]
    public async Task A_marked_file_keeps_its_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var uri = Write("a.cs", "");
        File.WriteAllText(DocumentUri.ToPath(uri)!, "für", encoding);

        Assert.True(await ApplyAsync(new DocumentEdit(uri, null, false, [Insert("x")])));

        Assert.Equal([.. encoding.GetPreamble(), .. encoding.GetBytes("xfür")], File.ReadAllBytes(DocumentUri.ToPath(uri)!));
    }

    [Fact]
    public async Task Half_a_character_is_written_nowhere()
    {
        var uri = Write("a.cs", "old");
        Assert.False(await ApplyAsync(new DocumentEdit(uri, null, false, [Insert("\ud83d")])));
        Assert.Equal("old", Read("a.cs"));
    }

    [Fact]
    public async Task A_file_that_is_to_be_made_and_is_there_is_left_alone()
    {
        var uri = Write("a.cs", "mine");
        Assert.False(await ApplyAsync(new DocumentEdit(uri, null, true, [Insert("x")])));
        Assert.Equal("mine", Read("a.cs"));

        documents.Open(uri, () => "mine");
        Assert.False(await ApplyAsync(new DocumentEdit(uri, null, true, [Insert("x")])));
        Assert.Empty(edited);
    }

    [Fact]
    public async Task What_is_not_as_it_was_when_the_edit_was_shown_is_left_alone()
    {
        var uri = Write("a.cs", "old");
        var other = Write("b.cs", "old");
        var edit = new WorkspaceEdit([
            new DocumentEdit(uri, null, false, [Insert("x")]),
            new DocumentEdit(other, null, false, [Insert("x")]),
        ]);
        var editor = new WorkspaceEditor(documents, this, log);
        var shown = await editor.PreviewAsync(edit, default);
        Assert.Equal([new FilePreview(DocumentUri.ToPath(uri)!, "old", "xold", false)], shown.Take(1));
        Assert.Equal("old", Read("a.cs"));

        Write("b.cs", "old, and more");
        Assert.False(await editor.ApplyAsync(edit, shown, default));
        Assert.Equal(("old", "old, and more"), (Read("a.cs"), Read("b.cs")));
        Assert.Contains("when the edit was shown", Assert.Single(log.Lines), StringComparison.Ordinal);

        Write("b.cs", "old");
        Assert.True(await editor.ApplyAsync(edit, shown, default));
        Assert.Equal(("xold", "xold"), (Read("a.cs"), Read("b.cs")));
    }

    [Fact]
    public async Task What_was_typed_since_the_edit_was_shown_is_left_alone()
    {
        var uri = Write("a.cs", "old");
        documents.Open(uri, () => "old");
        open[uri] = "old";
        var edit = new WorkspaceEdit([new DocumentEdit(uri, null, false, [Insert("x")])]);
        var editor = new WorkspaceEditor(documents, this, log);
        var shown = await editor.PreviewAsync(edit, default);

        open[uri] = "typed";
        Assert.False(await editor.ApplyAsync(edit, shown, default));
        Assert.Empty(edited);
        open[uri] = "old";
        Assert.True(await editor.ApplyAsync(edit, shown, default));
        Assert.Single(edited);
    }

    [Fact]
    public async Task A_file_that_has_appeared_since_the_edit_was_shown_is_left_alone()
    {
        var uri = DocumentUri.FromPath(Path.Combine(folder.Path, "new.cs"));
        var edit = new WorkspaceEdit([new DocumentEdit(uri, null, true, [Insert("x")])]);
        var editor = new WorkspaceEditor(documents, this, log);
        var shown = await editor.PreviewAsync(edit, default);
        Assert.True(Assert.Single(shown).IsNew);

        Write("new.cs", "mine");
        Assert.False(await editor.ApplyAsync(edit, shown, default));
        Assert.Equal("mine", Read("new.cs"));
    }

    [Fact]
    public async Task What_is_no_file_is_refused() =>
        Assert.False(await ApplyAsync(new DocumentEdit("untitled:a", null, true, [Insert("x")])));

    public string? TextOf(string uri) => open.GetValueOrDefault(uri);

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
