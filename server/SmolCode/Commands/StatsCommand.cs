using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SmolCode.LanguageServer.Statistics;
using SmolCode.Output;

namespace SmolCode.Commands;

/// <summary><c>smolcode stats</c>: what was shown, kept and how fast, from the local log.</summary>
internal static class StatsCommand
{
    private const int DefaultDays = 30;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var most = (int)SuggestionStore.Lifetime.TotalDays;
        var days = new Option<int>("--days")
        {
            Description = $"Look at the last N days, 1 to {most} (older rows are deleted). Default: {DefaultDays}.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultDays,
        };
        days.Validators.Add(result =>
        {
            // What is no number at all is told of by the parser.
            if (result.Tokens is [var token, ..] && int.TryParse(token.Value, out var n) && (n < 1 || n > most))
            {
                result.AddError($"--days takes a number from 1 to {most}.");
            }
        });
        var erase = new Option<bool>("--erase") { Description = "Erase the whole log instead." };
        var json = CommonOptions.Json();
        var command = new Command(
            "stats",
            "What editors showed, what was taken of it and kept, and how fast it came: from a log on this machine that holds no code (docs/stats.md). The setting smolcode.log switches it off.\n\nExample: smolcode stats --days 7"
        )
        {
            days,
            erase,
            json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(erase) && result.GetResult(days) is { Implicit: false })
            {
                result.AddError("--erase erases the whole log, whatever its days: leave --days out.");
            }
        });
        command.SetAction(
            (parsed, _) =>
            {
                var store = new SuggestionStore(UserData.SuggestionLog);
                var asJson = parsed.GetValue(json);
                if (parsed.GetValue(erase))
                {
                    Erase(store, asJson);
                    return Task.FromResult(ExitCode.Done);
                }

                var now = TimeProvider.System.GetUtcNow();
                var rows = store.Read(now - SuggestionStore.Lifetime);
                var statistics = SuggestionStatistics.Of(rows, parsed.GetValue(days), now, TimeZoneInfo.Local);
                if (asJson)
                {
                    Console.Out.WriteLine(JsonSerializer.Serialize(statistics, OutputJson.Readable.SuggestionStatistics));
                }
                else
                {
                    StatisticsView.Write(new Terminal().Out, statistics);
                }

                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    private static void Erase(SuggestionStore store, bool asJson)
    {
        var erased = store.Erase();
        if (asJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new ErasedDocument(erased), OutputJson.Readable.ErasedDocument));
            return;
        }

        Console.Out.WriteLine(
            erased switch
            {
                0 => "There was nothing to erase.",
                { } rows => string.Create(CultureInfo.InvariantCulture, $"Erased: {rows} suggestions."),
                null => "Erased: the log could not be read and was deleted.",
            }
        );
    }
}
