namespace SmolCode.Training.Model;

/// <summary>A frozen model with low-rank updates that learn.</summary>
internal interface ILoraModel : IDisposable
{
    /// <summary>Rows of text that are computed together; every call takes as many.</summary>
    int Rows { get; }

    /// <summary>Takes over updates that have changed.</summary>
    void Load(ReadOnlySpan<float> parameters);

    /// <summary>The loss on some rows, and its gradient.</summary>
    /// <param name="rows">As many as <see cref="Rows"/>.</param>
    /// <param name="totalWeight">What the sum of losses is divided by: the weight of all rows of the step.</param>
    /// <param name="gradients">The gradient of the updates is added here.</param>
    BatchLoss Learn(IReadOnlyList<TrainingRow> rows, double totalWeight, Span<float> gradients);

    /// <summary>The loss on some rows.</summary>
    BatchLoss Judge(IReadOnlyList<TrainingRow> rows);

    /// <summary>The scores of all tokens after a position.</summary>
    float[] Logits(IReadOnlyList<TrainingRow> rows, int row, int position);
}
