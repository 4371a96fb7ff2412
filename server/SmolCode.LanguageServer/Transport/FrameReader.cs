using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;

namespace SmolCode.LanguageServer.Transport;

/// <summary>
/// Cuts a byte stream into LSP frames, and finds the next one when something in between is broken.
/// </summary>
/// <remarks>
/// A frame is <c>Content-Length: N</c>, other headers, an empty line and N bytes. Whatever stands where headers should be and is none is
/// skipped, line by line, up to the next <c>Content-Length</c>, even within a line: after a frame with a wrong length the rest of its
/// content stands before the next header. What was skipped is reported once, as soon as it is clear that we are out of step.
/// Lengths over <see cref="MaxContentLength"/> are refused and their content is skipped in the same way, so that neither a wrong number
/// nor a gigantic document takes memory.
/// </remarks>
internal sealed partial class FrameReader(PipeReader reader)
{
    /// <summary>Longest content of a frame, in bytes: a source file of 20 MB with plenty of escapes.</summary>
    public const int MaxContentLength = 64 * 1024 * 1024;

    /// <summary>Longest line that is looked at as a header, in bytes.</summary>
    private const int MaxHeaderLine = 4096;

    /// <summary>UTF-8's, as bytes: a client on .NET Framework writes it on its own where UTF-8 is Windows' code page.</summary>
    private const string ByteOrderMark = "\u00EF\u00BB\u00BF";

    private SequencePosition? consumed;
    private bool outOfStep;
    private bool isFirstLine = true;

    /// <summary>The next frame, or the next problem. A frame's content stays valid until the next call.</summary>
    public async ValueTask<Frame> ReadAsync(CancellationToken cancellationToken)
    {
        if (consumed is { } end)
        {
            reader.AdvanceTo(end);
            consumed = null;
        }

        var (length, problem, atEnd) = await ReadHeadersAsync(cancellationToken);
        if (length is not { } known)
        {
            return new Frame(null, problem, atEnd);
        }

        outOfStep = false;
        if (known == 0)
        {
            return new Frame(ReadOnlySequence<byte>.Empty, problem, IsEnd: false);
        }

        var result = await reader.ReadAtLeastAsync(known, cancellationToken);
        if (result.Buffer.Length < known)
        {
            var missing = known - result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            return new Frame(null, $"The stream ended {missing} bytes before the end of a message.", IsEnd: true);
        }

        var content = result.Buffer.Slice(0, known);
        consumed = content.End;
        return new Frame(content, problem, IsEnd: false);
    }

    /// <summary>Reads lines up to the empty one after a Content-Length, or up to where it is clear that something is wrong.</summary>
    private async ValueTask<(int? Length, string? Problem, bool AtEnd)> ReadHeadersAsync(CancellationToken cancellationToken)
    {
        int? length = null;
        string? problem = null;
        while (true)
        {
            var (line, truncated) = await ReadLineAsync(cancellationToken);
            if (line is null)
            {
                return (null, problem ?? (length is null ? null : "The stream ended within a message's headers."), true);
            }

            if (line.Length == 0 && !truncated)
            {
                if (length is not null)
                {
                    return (length, problem, false);
                }

                problem ??= "A message has no Content-Length header.";
            }
            else if (ContentLength().Match(line) is { Success: true } match)
            {
                if (match.Index > 0)
                {
                    problem ??= $"Bytes that belong to no message were skipped: {Shorten(line[..match.Index])}.";
                }

                var digits = match.Groups[1].Value;
                if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxContentLength)
                {
                    length = number;
                    continue;
                }

                length = null;
                problem =
                    $"Content-Length {Shorten(digits)} is refused: a message has 0 to {MaxContentLength} bytes. What follows is skipped up to the next Content-Length.";
            }
            else if (!truncated && AnyHeader().IsMatch(line))
            {
                // Content-Type and headers to come; content that isn't UTF-8 is refused as content.
                continue;
            }
            else
            {
                problem ??= $"Bytes that belong to no message were skipped: {Shorten(line)}.";
                continue;
            }

            // Out of step for certain. Say so at once, and once only until there is a frame again.
            if (!outOfStep)
            {
                outOfStep = true;
                return (null, problem, false);
            }

            problem = null;
        }
    }

    /// <summary>
    /// A line without its newline; null at the end. Of a line too long to be a header the end is returned, where a header may hide.
    /// </summary>
    private async ValueTask<(string? Line, bool Truncated)> ReadLineAsync(CancellationToken cancellationToken)
    {
        var truncated = false;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } newline)
            {
                var line = buffer.Slice(0, newline);
                truncated |= line.Length > MaxHeaderLine;
                var text = End(line).TrimEnd('\r');
                reader.AdvanceTo(buffer.GetPosition(1, newline));
                if (isFirstLine && text.StartsWith(ByteOrderMark, StringComparison.Ordinal))
                {
                    text = text[ByteOrderMark.Length..];
                }

                isFirstLine = false;
                return (text, truncated);
            }

            if (result.IsCompleted)
            {
                var rest = buffer.Length == 0 ? null : End(buffer);
                reader.AdvanceTo(buffer.End);
                return (rest, truncated);
            }

            truncated |= buffer.Length > MaxHeaderLine;
            var keep = Math.Min(buffer.Length, MaxHeaderLine);
            reader.AdvanceTo(buffer.GetPosition(buffer.Length - keep), buffer.End);
        }
    }

    private static string End(ReadOnlySequence<byte> line) =>
        Encoding.Latin1.GetString(line.Slice(Math.Max(0, line.Length - MaxHeaderLine)));

    private static string Shorten(string text) => '"' + (text.Length <= 40 ? text : text[..40] + "…") + '"';

    [GeneratedRegex(@"Content-Length\s*:\s*([^\s:]+)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ContentLength();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]*\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex AnyHeader();

    /// <summary>A frame, a problem, or both.</summary>
    /// <param name="Content">The frame's content; null when there is only a problem or the end.</param>
    /// <param name="Problem">What was wrong before the frame; null when all was well.</param>
    /// <param name="IsEnd">The stream ended.</param>
    internal readonly record struct Frame(ReadOnlySequence<byte>? Content, string? Problem, bool IsEnd);
}
