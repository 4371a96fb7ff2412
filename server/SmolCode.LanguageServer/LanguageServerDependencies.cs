using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Explanation;
using SmolCode.Inference;
using SmolCode.Inference.Remote;
using SmolCode.LanguageServer.Learning;
using SmolCode.LanguageServer.Models;
using SmolCode.Testing;

namespace SmolCode.LanguageServer;

/// <summary>What a language server is made of. Whoever made the parts disposes them, after the server has ended.</summary>
public sealed record LanguageServerDependencies
{
    /// <summary>The model; started when the client says <c>initialized</c>.</summary>
    public required ILanguageModel Model { get; init; }

    /// <summary>Told which team's server the settings name, before the model starts and when it changes; null: none can be used.</summary>
    public Action<TeamServerChoice>? UseTeamServer { get; init; }

    /// <summary>Called before the model is started, at once or when the user switches completion on; null: nobody wants to know.</summary>
    public Action? CompletionWanted { get; init; }

    /// <summary>The workspace; opened when the client says <c>initialized</c>.</summary>
    public required CodeWorkspace Workspace { get; init; }

    /// <summary>Makes the completion feature from model and workspace, at the first completion.</summary>
    public required Func<ICompletionService> CreateCompletionService { get; init; }

    /// <summary>Makes the explanation feature, at the first explanation.</summary>
    public required Func<IExplanationService> CreateExplanationService { get; init; }

    /// <summary>Makes the feature that generates tests, at the first request for it.</summary>
    public required Func<ITestGenerationService> CreateTestGenerationService { get; init; }

    /// <summary>Told the first folder that is open, before the model is started: it may have a model of its own.</summary>
    public Action<string>? FolderOpened { get; init; }

    /// <summary>Called after every change of a document; null: nobody wants to know.</summary>
    public Action? Typed { get; init; }

    /// <summary>Where logs go, beside the client. Nothing of it may write to stdout.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>
    /// Absolute path of the file in which it is logged what became of suggestions, unless the user has it off (<c>smolcode.log</c>);
    /// null: nowhere.
    /// </summary>
    public string? SuggestionLogFile { get; init; }

    /// <summary>The models that the user can choose from; null: there is no choice.</summary>
    public IModelCatalog? Models { get; init; }

    /// <summary>The program that learns a code base; null: this server can't.</summary>
    public LearnProgram? Learning { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>A process that the server ends with, beside the one that <c>initialize</c> names; null: none.</summary>
    public int? ClientProcessId { get; init; }
}
