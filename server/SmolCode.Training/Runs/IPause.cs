namespace SmolCode.Training.Runs;

/// <summary>A reason to wait between two steps.</summary>
public interface IPause
{
    /// <summary>Why training should wait now, for a user; null: it should not.</summary>
    string? Reason();
}
