using SmolCode.LanguageServer.Documents;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Paths of documents.</summary>
public sealed class DocumentPathTests
{
    [Theory]
    [InlineData("untitled:Untitled-1")]
    [InlineData("git:/a.cs?ref")]
    [InlineData("http://example.com/a.cs")]
    [InlineData("no uri at all")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_file_has_no_path(string? uri) => Assert.Null(DocumentPath.FromUri(uri));

    [Fact]
    public void Escapes_are_resolved()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths of Unix.");
        Assert.Equal("/home/a b/ü#%.cs", DocumentPath.FromUri("file:///home/a%20b/%C3%BC%23%25.cs"));
        Assert.Equal("/home/b.cs", DocumentPath.FromUri("file:///home/a/../b.cs"));
    }

    [Fact]
    public void A_document_that_says_where_it_will_be_has_that_path()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths of Unix.");
        Assert.Equal("/code/src/a b/New.cs", DocumentPath.ForUntitled("untitled:/code/src/a%20b/New.cs", "/code"));
        Assert.Equal("/etc/x.cs", DocumentPath.ForUntitled("untitled:/code/../etc/x.cs", "/code"));
    }

    [Fact]
    public void A_drive_has_no_slash_before_it()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Paths of Windows.");
        Assert.Equal(@"c:\a b\c.cs", DocumentPath.FromUri("file:///c%3A/a%20b/c.cs"), ignoreCase: true);
        Assert.Equal(@"c:\a.cs", DocumentPath.FromUri("file:///c:/a.cs"), ignoreCase: true);
    }

    [Theory]
    [InlineData("untitled:Untitled-1", "Untitled-1.cs")]
    [InlineData("untitled:/code/New", "New.cs")]
    [InlineData("untitled:", "Untitled.cs")]
    [InlineData("untitled:../../etc/pass*wd", "passwd.cs")]
    public void A_document_without_a_file_gets_a_name_in_the_folder(string uri, string name) =>
        Assert.Equal(Path.Combine(Path.GetTempPath(), name), DocumentPath.ForUntitled(uri, Path.GetTempPath()));
}
