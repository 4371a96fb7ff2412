using System.CommandLine;
using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Explanation;
using SmolCode.Inference;
using SmolCode.LanguageServer;
using SmolCode.LanguageServer.Learning;
using SmolCode.Testing;
using SmolCode.Testing.Sandboxing;

namespace SmolCode.Commands;

/// <summary><c>smolcode lsp --stdio</c>: the language server.</summary>
internal static class LspCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stdio = new Option<bool>("--stdio")
        {
            Description = "Speak the protocol on stdin and stdout (the only way there is; may be left out).",
        };
        var processId = new Option<int?>("--clientProcessId")
        {
            Description = "Process that the server ends with. Editors send it with initialize as well.",
            HelpName = "PID",
        };
        var verbose = CommonOptions.Verbose();
        var command = new Command("lsp", "The language server, for editors. LSP 3.18.\n\nExample: smolcode lsp --stdio")
        {
            stdio,
            processId,
            verbose,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var loggers = Logging.ToStandardError(parsed.GetValue(verbose) ? LogLevel.Debug : LogLevel.Warning);
                // Known when the client has said what is open, before the model is started.
                string? folder = null;
                // The last to end: what it loaded may hold it up, and no engine is to outlive the server for that.
                await using var workspace = new CodeWorkspace(loggers);
                await using var model = Engines.CreateForCompletion(loggers, () => folder);
                // A second engine process, started by the first explanation: prose comes from the weights without the adapter.
                await using var prose = Engines.Create(adapter: false, loggers, () => folder);
                await using var ngrams = new WorkspaceNgrams(model, workspace, loggers);
                using var models = new UserModels(UserFolders.ForThisUser(), UserData.Folder, loggers);
                await using var input = Console.OpenStandardInput();
                await using var output = Console.OpenStandardOutput();
                return await LanguageServerHost.RunAsync(
                    input,
                    output,
                    new LanguageServerDependencies
                    {
                        Model = model,
                        // The environment is the user's own; settings may come from a folder that somebody else wrote.
                        UseTeamServer = choice => model.Use(Engines.TeamServer ?? choice),
                        CompletionWanted = ngrams.Begin,
                        Workspace = workspace,
                        CreateCompletionService = () => new CompletionService(model, workspace, loggers),
                        CreateExplanationService = () => new ExplanationService(prose, loggers),
                        CreateTestGenerationService = () => new TestGenerationService(SandboxOptions.ForThisProgram(), model),
                        FolderOpened = opened => folder = WorkspaceModels.FolderOf(opened),
                        Typed = new TypingMark(UserData.TypingMark, TimeProvider.System).Touch,
                        SuggestionLogFile = UserData.SuggestionLog,
                        Models = models,
                        Learning = LearnProgram.ForThisProgram(),
                        LoggerFactory = loggers,
                        ClientProcessId = parsed.GetValue(processId),
                    },
                    cancellationToken
                );
            }
        );
        return command;
    }
}
