namespace SmolCode.Inference.Models;

/// <summary>
/// Files of a cache that several processes share: written by one of them under a lock, to a temporary file in the same folder that is
/// flushed and then renamed, so that nobody ever sees half a file.
/// </summary>
internal sealed class CacheFile(Func<string, long> freeSpace, TimeProvider time)
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(100);

    /// <summary>Bytes that are free where <paramref name="folder"/> lies.</summary>
    public static long FreeSpaceOf(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Some file systems don't tell; writing will.
            return long.MaxValue;
        }
    }

    /// <summary>Makes sure that <paramref name="path"/> is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">Bytes that it will have at most.</param>
    /// <param name="isUsable">Whether a file that is there already will do.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="waiting">Called once when another process is writing it.</param>
    /// <param name="cancellationToken">Stops waiting or writing.</param>
    /// <exception cref="CacheUnavailableException">No access or no room.</exception>
    public async Task GetOrWriteAsync(
        string path,
        long size,
        Func<string, bool> isUsable,
        Action<Stream> write,
        Action waiting,
        CancellationToken cancellationToken
    )
    {
        if (File.Exists(path) && isUsable(path))
        {
            return;
        }

        var folder = Path.GetDirectoryName(path)!;
        using var owned = await LockAsync(path + ".lock", waiting, cancellationToken);
        if (File.Exists(path) && isUsable(path))
        {
            return;
        }

        // The lock is ours, so what others left behind is dead.
        foreach (var rest in Directory.EnumerateFiles(folder, Path.GetFileName(path) + ".*.tmp"))
        {
            File.Delete(rest);
        }

        if (freeSpace(folder) < size)
        {
            throw NoRoom(folder, size, null);
        }

        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            // Off the caller's thread: this computes for seconds.
            await Task.Run(
                () =>
                {
                    using var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
                    write(stream);
                    stream.Flush(flushToDisk: true);
                },
                cancellationToken
            );
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IsDiskFull(e) ? NoRoom(folder, size, e) : NoAccess(folder, e);
        }
        finally
        {
            DeleteQuietly(temporary);
        }
    }

    /// <summary>The text of a small file, or null.</summary>
    public static async Task<string?> TryReadNoteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a small file whole or not at all; without access nothing happens.</summary>
    public static async Task TryWriteNoteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(temporary, text, cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DeleteQuietly(temporary);
        }
    }

    private async Task<FileStream> LockAsync(string path, Action waiting, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        var told = false;
        while (true)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsLocked(e))
            {
                if (!told)
                {
                    told = true;
                    waiting();
                }

                await Task.Delay(LockRetry, time, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw IsDiskFull(e) ? NoRoom(folder, 0, e) : NoAccess(folder, e);
            }
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EWOULDBLOCK of Linux and macOS.
    internal static bool IsLocked(IOException e) => OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;

    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL; ENOSPC and EDQUOT.
    private static bool IsDiskFull(Exception e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 112 or 39 : e.HResult is 28 or 122 or 69;

    private static CacheUnavailableException NoRoom(string folder, long size, Exception? e) =>
        new(
            $"there is not enough room in {folder} ({Math.Ceiling(size / 1e6)} MB are needed). Free some space, or set {UserFolders.CacheVariable} to a folder with room, and start again.",
            e
        );

    private static CacheUnavailableException NoAccess(string folder, Exception e) =>
        new(
            $"{folder} cannot be written ({e.Message.TrimEnd('.')}). Make it writable, or set {UserFolders.CacheVariable} to a folder that is, and start again.",
            e
        );

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next writer deletes it.
        }
    }
}
