using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Reads a document when it is first needed; one that is gone or can't be read is empty.</summary>
internal sealed class DiskTextLoader(string path) : TextLoader
{
    /// <inheritdoc />
    public override Task<TextAndVersion> LoadTextAndVersionAsync(LoadTextOptions options, CancellationToken cancellationToken)
    {
        SourceText text;
        try
        {
            text = SourceFile.Read(path);
        }
        catch (WorkspaceLoadException)
        {
            text = SourceText.From("");
        }

        return Task.FromResult(TextAndVersion.Create(text, VersionStamp.Create(), path));
    }
}
