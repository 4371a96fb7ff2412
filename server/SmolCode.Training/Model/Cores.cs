namespace SmolCode.Training.Model;

/// <summary>Spreads rows over a number of threads.</summary>
internal sealed class Cores(int threads)
{
    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = threads };

    /// <summary>How many.</summary>
    public int Threads => threads;

    /// <summary>Calls <paramref name="act"/> with the first row and the number of rows of each thread's share.</summary>
    public void Split(int rows, Action<int, int> act)
    {
        if (threads == 1 || rows < 2 * threads)
        {
            act(0, rows);
            return;
        }

        Parallel.For(
            0,
            threads,
            _options,
            i =>
            {
                var first = (int)((long)rows * i / threads);
                act(first, (int)((long)rows * (i + 1) / threads) - first);
            }
        );
    }
}
