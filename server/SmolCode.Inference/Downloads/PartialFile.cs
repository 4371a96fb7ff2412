using System.Net.Http.Headers;

namespace SmolCode.Inference.Downloads;

/// <summary>What of a file has arrived, and the server's tag of the version that it belongs to, beside the place where it goes.</summary>
internal sealed class PartialFile(string target)
{
    private readonly string _tag = target + ".part.etag";

    /// <summary>Where.</summary>
    public string Path { get; } = target + ".part";

    /// <summary>Bytes that are here.</summary>
    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>The server's entity tag, or null: there is none, or it was not written to its end.</summary>
    public string? Tag =>
        File.Exists(_tag) && EntityTagHeaderValue.TryParse(File.ReadAllText(_tag), out var tag) && !tag.IsWeak ? tag.Tag : null;

    /// <summary>Opens it to go on at <paramref name="start"/>.</summary>
    public FileStream Open(long start, string? tag)
    {
        if (tag is null)
        {
            File.Delete(_tag);
        }
        else
        {
            File.WriteAllText(_tag, tag);
        }

        var stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1 << 16, useAsync: true);
        stream.SetLength(start);
        stream.Position = start;
        return stream;
    }

    /// <summary>It is whole.</summary>
    public void MoveTo(string path)
    {
        File.Move(Path, path, overwrite: true);
        File.Delete(_tag);
    }

    /// <summary>It is of no use.</summary>
    public void Delete()
    {
        File.Delete(Path);
        File.Delete(_tag);
    }
}
