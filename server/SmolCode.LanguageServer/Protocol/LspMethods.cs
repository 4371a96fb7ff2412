namespace SmolCode.LanguageServer.Protocol;

/// <summary>Names of the methods that the server sends. Those that it handles are named by their handlers.</summary>
internal static class LspMethods
{
    public const string Status = "smolcode/status";
    public const string ShowMessage = "window/showMessage";
    public const string LogMessage = "window/logMessage";
    public const string Progress = "$/progress";
    public const string CreateProgress = "window/workDoneProgress/create";
    public const string Configuration = "workspace/configuration";
    public const string RegisterCapability = "client/registerCapability";
    public const string ApplyEdit = "workspace/applyEdit";
    public const string CancelRequest = "$/cancelRequest";
}
