using System.Globalization;

namespace SmolCode.Testing.Sandboxing;

/// <summary>
/// What differs between machines: culture and time zone. A value that changes with them is not asserted. The other culture is made of the
/// invariant one, so that it can be had without the system's culture data.
/// </summary>
internal static class SandboxSurroundings
{
    /// <summary>A culture that writes nothing as the invariant one does.</summary>
    public static readonly CultureInfo Other = MakeOther();

    private static int current = -1;

    public static void Enter(int variation)
    {
        var culture = variation == 0 ? CultureInfo.InvariantCulture : Other;
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
        CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.DefaultThreadCurrentUICulture = culture;
        if (Interlocked.Exchange(ref current, variation) != variation && !OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable("TZ", variation == 0 ? "UTC" : "Asia/Kolkata");
            TimeZoneInfo.ClearCachedData();
        }
    }

    private static CultureInfo MakeOther()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.CurrencyDecimalSeparator = ",";
        culture.NumberFormat.CurrencyGroupSeparator = ".";
        culture.NumberFormat.CurrencySymbol = "€";
        culture.NumberFormat.PercentDecimalSeparator = ",";
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        culture.DateTimeFormat.LongDatePattern = "dddd, d. MMMM yyyy";
        culture.DateTimeFormat.ShortTimePattern = "HH:mm";
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.FirstDayOfWeek = DayOfWeek.Monday;
        return culture;
    }
}
