namespace SmolCode.Training.Model;

/// <summary>Room for the gradients of the low-rank updates of one <see cref="AdaptedLinear{TFormat}"/>.</summary>
internal sealed record UpdateProducts(Matrix A, Matrix B) : IDisposable
{
    /// <inheritdoc />
    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }
}
