using System.Globalization;
using SmolCode.Inference;

namespace SmolCode.Learning;

/// <summary>
/// One training at a time on a machine: two would take each other's time, and might write one checkpoint. Held as long as the process lives;
/// a killed one holds nothing.
/// </summary>
internal sealed class LearnLock : IDisposable
{
    private const int Tries = 5;
    private const string FileName = "learn.lock";
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly FileStream stream;
    private readonly string holder;

    private LearnLock(FileStream stream, string holder) => (this.stream, this.holder) = (stream, holder);

    /// <summary>Takes it.</summary>
    /// <param name="folder">Where checkpoints are.</param>
    /// <param name="workspace">What is learned from, for whoever comes later.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CommandFailedException">Another training runs, or the folder can't be written.</exception>
    public static async Task<LearnLock> TakeAsync(string folder, string workspace, CancellationToken cancellationToken)
    {
        // Who only looks holds it for a moment.
        for (var tries = 1; ; tries++)
        {
            if (TryOpen(folder) is { } stream)
            {
                var file = HolderFile(folder);
                WholeFile.Write(file, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, from {workspace}"));
                return new LearnLock(stream, file);
            }

            if (tries == Tries)
            {
                throw new CommandFailedException(Words(folder));
            }

            await Task.Delay(Delay, cancellationToken);
        }
    }

    /// <summary>That another training runs, for a user; null: none does.</summary>
    public static string? Problem(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        using var stream = TryOpen(folder);
        return stream is null ? Words(folder) : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            File.Delete(holder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is written anew by the next one.
        }

        stream.Dispose();
    }

    private static FileStream? TryOpen(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(
                $"Nothing can be written to {folder}: {e.Message} Make room or give access there, or set {UserData.Variable} to another folder, and try again."
            );
        }
    }

    // ERROR_SHARING_VIOLATION; EWOULDBLOCK of flock on Linux and macOS, which .NET tells as it is.
    private static bool IsHeld(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static string Words(string folder) =>
        $"Another training runs on this machine{(Holder(folder) is { } holder ? $" ({holder})" : "")}. Wait until it has ended, or stop it, and try again: two at once would take each other's time.";

    private static string? Holder(string folder)
    {
        try
        {
            return File.Exists(HolderFile(folder)) ? File.ReadAllText(HolderFile(folder)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string HolderFile(string folder) => Path.Combine(folder, FileName + ".txt");
}
