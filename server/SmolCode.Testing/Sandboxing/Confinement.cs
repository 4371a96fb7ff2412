using System.ComponentModel;
using System.Diagnostics;

namespace SmolCode.Testing.Sandboxing;

/// <summary>
/// What the platform takes away from a sandbox process. On Linux with user namespaces: the network, and writing anywhere but in the
/// process's own folder. What the call graph could not see of the code under test is stopped here.
/// </summary>
internal static class Confinement
{
    // $1 is the folder, behind it stands the command. Mounts keep the flags that they are locked with. /proc, /sys and /dev are no files.
    private const string ReadOnlyScript = """
        folder=$1
        shift
        mount --bind "$folder" "$folder" || exit 125
        while read -r _ _ _ _ at flags _; do
            case $at in "$folder" | /proc | /proc/* | /sys | /sys/* | /dev | /dev/*) continue ;; esac
            case ,$flags, in *,ro,*) continue ;; esac
            mount -o "remount,bind,ro${flags#rw}" "$at" || exit 125
        done < /proc/self/mountinfo
        cd "$folder" && exec "$@"
        """;

    private static readonly string[] Network = ["--map-root-user", "--net"];

    private static readonly Lazy<bool> CanForbidNetwork = new(() => Succeeds(["unshare", .. Network, "true"]));
    private static readonly Lazy<bool> CanForbidWriting = new(ProbeReadOnly);

    /// <summary>The processes are kept off the network.</summary>
    public static bool ForbidsNetwork => CanForbidNetwork.Value;

    /// <summary>The processes can write into their own folder only.</summary>
    public static bool ForbidsWriting => CanForbidWriting.Value;

    /// <summary>The command, confined as far as this machine allows.</summary>
    public static string[] Command(string folder, string[] command) =>
        ForbidsWriting ? ["unshare", .. Network, "--mount", "--kill-child", "sh", "-c", ReadOnlyScript, "sh", folder, .. command]
        : ForbidsNetwork ? ["unshare", .. Network, "--kill-child", .. command]
        : command;

    private static bool ProbeReadOnly()
    {
        if (!ForbidsNetwork)
        {
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("smolcode-probe-").FullName;
        try
        {
            // Writable inside, and nowhere around.
            const string Test = "touch inside && ! touch ../smolcode-outside 2>/dev/null";
            return Succeeds(["unshare", .. Network, "--mount", "sh", "-c", ReadOnlyScript, "sh", folder, "sh", "-c", Test]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Succeeds(string[] command)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            using var probe = Process.Start(
                new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true }
            );
            return probe is not null && probe.WaitForExit(2000) && probe.ExitCode == 0;
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            return false;
        }
    }
}
