namespace SmolCode.Inference;

/// <summary>Life of the engine process as seen by its host.</summary>
public enum EngineState
{
    /// <summary>Not started, or ended on purpose.</summary>
    Stopped,

    /// <summary>Weights are being verified or repacked for this machine (first use only).</summary>
    Preparing,

    /// <summary>The process is starting and loading weights.</summary>
    Starting,

    /// <summary>Requests are answered.</summary>
    Ready,

    /// <summary>The process died; it is started again after a delay that doubles each time.</summary>
    Restarting,

    /// <summary>It cannot be started; the message says what to do.</summary>
    Failed,
}
