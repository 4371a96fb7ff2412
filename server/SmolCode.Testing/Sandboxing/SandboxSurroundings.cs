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
        culture.NumberFormat.PercentGroupSeparator = ".";
        // 50% and -50%, where the invariant culture has a blank.
        culture.NumberFormat.PercentPositivePattern = 1;
        culture.NumberFormat.PercentNegativePattern = 1;
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NaNSymbol = "nan";
        culture.NumberFormat.PositiveInfinitySymbol = "\u221E";
        culture.NumberFormat.NegativeInfinitySymbol = "\u2212\u221E";
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        culture.DateTimeFormat.LongDatePattern = "dddd, d. MMMM yyyy";
        culture.DateTimeFormat.ShortTimePattern = "h:mm tt";
        culture.DateTimeFormat.LongTimePattern = "h:mm:ss tt";
        culture.DateTimeFormat.FullDateTimePattern = "dddd, d. MMMM yyyy h:mm:ss tt";
        culture.DateTimeFormat.MonthDayPattern = "d. MMMM";
        culture.DateTimeFormat.YearMonthPattern = "MMMM yyyy";
        culture.DateTimeFormat.AMDesignator = "a. m.";
        culture.DateTimeFormat.PMDesignator = "p. m.";
        culture.DateTimeFormat.DayNames = Renamed(culture.DateTimeFormat.DayNames);
        culture.DateTimeFormat.AbbreviatedDayNames = Renamed(culture.DateTimeFormat.AbbreviatedDayNames);
        culture.DateTimeFormat.MonthNames = Renamed(culture.DateTimeFormat.MonthNames);
        culture.DateTimeFormat.MonthGenitiveNames = Renamed(culture.DateTimeFormat.MonthGenitiveNames);
        culture.DateTimeFormat.AbbreviatedMonthNames = Renamed(culture.DateTimeFormat.AbbreviatedMonthNames);
        culture.DateTimeFormat.AbbreviatedMonthGenitiveNames = Renamed(culture.DateTimeFormat.AbbreviatedMonthGenitiveNames);
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.FirstDayOfWeek = DayOfWeek.Monday;
        return culture;
    }

    // The thirteenth month has no name in either.
    private static string[] Renamed(string[] names) => [.. names.Select(n => n.Length == 0 ? n : n.ToLowerInvariant() + "o")];
}
