using System.Globalization;
using SmolCode.VisualStudio.Pause;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Status;

/// <summary>What the status bar shows.</summary>
/// <param name="Text">One or a few words.</param>
/// <param name="Details">What happened, why, and what to do: paragraphs of plain text.</param>
/// <param name="Severity">How much it asks for attention.</param>
public sealed record StatusView(string Text, IReadOnlyList<string> Details, StatusSeverity Severity)
{
    /// <summary>It says more than that all is well: worth writing again when something else has taken its place.</summary>
    public bool SaysMore => Text != Plain;

    private const string Plain = "SmolCode";

    /// <summary>Says a state.</summary>
    public static StatusView Of(ClientState state, PauseScope? pause) =>
        state.Kind switch
        {
            ClientStateKind.Starting => Starting,
            ClientStateKind.Restarting => View(
                "restarting",
                [
                    $"The server ended unexpectedly; it starts again in {state.Delay.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.",
                    "The output has the reason.",
                ],
                StatusSeverity.Warning
            ),
            ClientStateKind.Failed => View(
                "error",
                [state.Message ?? "", "Restart it with Extensions > SmolCode > Restart the Server, or look at the output."],
                StatusSeverity.Error
            ),
            _ => state.Status is { } status ? OfServer(status, pause) : Starting,
        };

    private static StatusView Starting => View("starting", ["The server is being started."]);

    private static StatusView OfServer(ServerStatus status, PauseScope? pause)
    {
        List<string> details =
        [
            .. status.Message is { } message ? [message] : Array.Empty<string>(),
            .. status.Untrusted
                ? ["The workspace is not trusted: nothing of it is run and its files are parsed loosely, so suggestions know less."]
                : Array.Empty<string>(),
            .. status.Model is { } model ? [$"Model: {model}"] : Array.Empty<string>(),
            .. status.Workspace is { } workspace ? [$"Workspace: {workspace}"] : Array.Empty<string>(),
        ];
        return status.State switch
        {
            ServerStateName.Error => View("error", details, StatusSeverity.Error),
            ServerStateName.Disabled => View("off", details),
            ServerStateName.Starting => View("preparing the model", details),
            _ when Paused(pause, details) is { } paused => paused,
            ServerStateName.Loading => View("loading the workspace", details),
            // Missing trust is a choice to remind of; anything else that is missing is a warning.
            ServerStateName.Degraded when !status.Untrusted => View("limited", details, StatusSeverity.Warning),
            _ => View(status.Untrusted ? "untrusted" : "", details),
        };
    }

    private static StatusView? Paused(PauseScope? pause, List<string> details) =>
        pause switch
        {
            PauseScope.File => View("paused here", ["Suggestions are paused in this file.", .. details]),
            PauseScope.Language => View("paused", ["Suggestions are paused in C# files.", .. details]),
            PauseScope.Session => View("paused", ["Suggestions are paused until Visual Studio is closed.", .. details]),
            _ => null,
        };

    private static StatusView View(string word, IReadOnlyList<string> details, StatusSeverity severity = StatusSeverity.None) =>
        new(word.Length == 0 ? Plain : $"{Plain}: {word}", details, severity);
}
