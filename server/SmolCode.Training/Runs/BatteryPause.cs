using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SmolCode.Training.Runs;

/// <summary>Training waits while the machine runs on its battery.</summary>
public sealed class BatteryPause : IPause
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _time;
    private readonly Func<bool> _isOnBattery;
    private long _looked;
    private bool _was;

    /// <summary>For this machine.</summary>
    public BatteryPause(TimeProvider time)
        : this(time, IsOnBattery) { }

    internal BatteryPause(TimeProvider time, Func<bool> isOnBattery) => (_time, _isOnBattery) = (time, isOnBattery);

    /// <inheritdoc />
    public string? Reason()
    {
        if (_looked == 0 || _time.GetElapsedTime(_looked) >= LookAgain)
        {
            _was = _isOnBattery();
            _looked = _time.GetTimestamp();
        }

        return _was ? "the machine runs on its battery" : null;
    }

    /// <summary>What a folder like /sys/class/power_supply says: mains that are there and off, or a battery that is being emptied.</summary>
    internal static bool IsOnBattery(string supplies)
    {
        if (!Directory.Exists(supplies))
        {
            return false;
        }

        var (mains, discharging) = (new List<bool>(), false);
        foreach (var supply in Directory.EnumerateDirectories(supplies))
        {
            // Batteries of mice and phones say so.
            if (Text(supply, "scope") == "Device")
            {
                continue;
            }

            switch (Text(supply, "type"))
            {
                case "Mains" or "USB" when Text(supply, "online") is { } online:
                    mains.Add(online != "0");
                    break;
                case "Battery":
                    discharging |= Text(supply, "status") == "Discharging";
                    break;
            }
        }

        return discharging && !mains.Contains(true);

        static string? Text(string folder, string name)
        {
            try
            {
                return File.Exists(Path.Combine(folder, name)) ? File.ReadAllText(Path.Combine(folder, name)).Trim() : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    private static bool IsOnBattery()
    {
        if (OperatingSystem.IsWindows())
        {
            // ACLineStatus: 0 off, 1 on, 255 unknown (winbase.h).
            return GetSystemPowerStatus(out var status) && status.AcLineStatus == 0;
        }

        if (!OperatingSystem.IsMacOS())
        {
            return IsOnBattery("/sys/class/power_supply");
        }

        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("pmset", ["-g", "batt"]) { RedirectStandardOutput = true, RedirectStandardError = true }
            );
            return process?.StandardOutput.ReadToEnd().Contains("'Battery Power'", StringComparison.Ordinal) == true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetSystemPowerStatus(out PowerStatus status);

    [StructLayout(LayoutKind.Sequential)]
    private struct PowerStatus
    {
        public byte AcLineStatus;
        public byte BatteryFlag;
        public byte BatteryLifePercent;
        public byte SystemStatusFlag;
        public int BatteryLifeTime;
        public int BatteryFullLifeTime;
    }
}
