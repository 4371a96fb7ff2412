namespace SmolCode.Inference.Protocol;

/// <summary>Names and error codes of the JSON-RPC protocol between a host and its engine process.</summary>
internal static class EngineMethods
{
    public const string Load = "load";
    public const string Info = "info";
    public const string Generate = "generate";
    public const string Score = "score";
    public const string Warm = "warm";
    public const string Ngrams = "ngrams";
    public const string MeasureNgrams = "measureNgrams";

    /// <summary>Answered at once, whatever is being computed.</summary>
    public const string Ping = "ping";

    /// <summary>Notification from the engine while it loads: one line for a user.</summary>
    public const string Progress = "progress";

    /// <summary>Error: the model cannot be had; the message is for a user. The process may be ended.</summary>
    public const int Unavailable = -32010;

    /// <summary>Error: the request asks for something impossible.</summary>
    public const int BadRequest = -32011;
}
