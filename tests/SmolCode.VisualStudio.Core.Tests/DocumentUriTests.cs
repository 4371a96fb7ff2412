using SmolCode.VisualStudio.Documents;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class DocumentUriTests
{
    [Fact]
    public void One_file_is_one_document_however_it_is_written()
    {
        var windows = DocumentUri.ComparerFor(StringComparer.OrdinalIgnoreCase);
        Assert.True(windows.Equals("file:///c:/src/a%20b.cs", "file:///C:/Src/A%20B.cs"));
        Assert.Equal(windows.GetHashCode("file:///c:/src/a.cs"), windows.GetHashCode("file:///C:/Src/A.cs"));
        Assert.False(windows.Equals("file:///c:/src/a.cs", "file:///c:/src/b.cs"));

        var others = DocumentUri.ComparerFor(StringComparer.Ordinal);
        Assert.False(others.Equals("file:///src/a.cs", "file:///src/A.cs"));
        Assert.True(others.Equals("file:///src/a(b).cs", "file:///src/a%28b%29.cs"));
    }

    [Fact]
    public void An_open_document_is_found_by_any_of_its_names()
    {
        var documents = new DocumentSync();
        documents.Open("file:///src/a(b).cs", () => "");
        Assert.Equal(1, documents.VersionOf("file:///src/a%28b%29.cs"));
    }

    [Fact]
    public void A_name_that_is_no_absolute_path_has_no_address()
    {
        Assert.Null(DocumentUri.TryFromPath("Temp.txt"));
        Assert.Null(DocumentUri.TryFromPath(""));
        Assert.Null(DocumentUri.TryFromPath("https://example.org/a.cs"));
        Assert.Equal("file:///src/a%20b.cs", DocumentUri.TryFromPath("/src/a b.cs"));
    }
}
