namespace SmolCode.VisualStudio.Protocol;

/// <summary>Names of the methods and commands that this client sends and answers; docs/lsp-extensions.md describes SmolCode's own.</summary>
public static class LspMethods
{
    /// <summary>The server says how it is.</summary>
    public const string Status = "smolcode/status";

    /// <summary>The user's trust in the workspace changed.</summary>
    public const string DidChangeTrust = "smolcode/didChangeTrust";

    /// <summary>The user looks at a place.</summary>
    public const string DidFocus = "smolcode/didFocus";

    /// <summary>A suggestion was shown.</summary>
    public const string DidShow = "smolcode/didShow";

    /// <summary>A suggestion, or its beginning, was taken.</summary>
    public const string DidAccept = "smolcode/didAccept";

    /// <summary>A suggestion was refused or typed over.</summary>
    public const string DidReject = "smolcode/didReject";

    /// <summary>What code does.</summary>
    public const string Explain = "smolcode/explain";

    /// <summary>Tests for what is selected.</summary>
    public const string GenerateTests = "smolcode/generateTests";

    /// <summary>Suggestions at a place.</summary>
    public const string InlineCompletion = "textDocument/inlineCompletion";

    /// <summary>A document was opened.</summary>
    public const string DidOpen = "textDocument/didOpen";

    /// <summary>A document changed.</summary>
    public const string DidChange = "textDocument/didChange";

    /// <summary>A document was closed.</summary>
    public const string DidClose = "textDocument/didClose";

    /// <summary>A document was saved.</summary>
    public const string DidSave = "textDocument/didSave";

    /// <summary>Settings changed.</summary>
    public const string DidChangeConfiguration = "workspace/didChangeConfiguration";

    /// <summary>Runs a command in the server.</summary>
    public const string ExecuteCommand = "workspace/executeCommand";

    /// <summary>Run after a whole suggestion was inserted; its first argument is the suggestion's id.</summary>
    public const string SuggestionAccepted = "smolcode.suggestionAccepted";

    /// <summary>Loads the workspace again.</summary>
    public const string ReloadWorkspace = "smolcode.reloadWorkspace";
}
