namespace SmolCode.Inference.Engine;

/// <summary>A moving average of tokens a second, weighted by how long was measured.</summary>
internal sealed class SpeedMeter
{
    // Seconds of work that an average looks back on.
    private const double Memory = 4;

    private double _tokens;
    private double _seconds;

    /// <summary>Tokens a second; 0 before anything was measured.</summary>
    public double TokensPerSecond => _seconds > 0 ? _tokens / _seconds : 0;

    /// <summary>Adds a measurement.</summary>
    public void Add(int tokens, double milliseconds)
    {
        if (tokens <= 0 || milliseconds <= 0)
        {
            return;
        }

        var seconds = milliseconds / 1000;
        var keep = Math.Clamp(1 - (seconds / Memory), 0, 1);
        _tokens = (_tokens * keep) + tokens;
        _seconds = (_seconds * keep) + seconds;
    }
}
