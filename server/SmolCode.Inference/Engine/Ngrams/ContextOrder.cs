namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>
/// Orders the positions of a text by what ends there, read backwards: prefix doubling (Manber and Myers, 1993), each round one stable
/// counting sort by the rank of the nearer half, as the farther half's order is known already.
/// </summary>
internal static class ContextOrder
{
    /// <summary>Positions in the order of the <paramref name="depth"/> tokens that end there.</summary>
    /// <param name="tokens">Numbers from -1.</param>
    /// <param name="depth">A sum of two powers of two, such as 24, or one of them.</param>
    public static int[] Sort(int[] tokens, int depth)
    {
        var count = tokens.Length;
        var order = new int[count];
        var ranks = new int[count];
        var counts = new int[Math.Max(count, tokens.Length == 0 ? 0 : tokens.Max() + 2) + 1];
        // By the last token.
        foreach (var token in tokens)
        {
            counts[token + 2]++;
        }

        for (var i = 1; i < counts.Length; i++)
        {
            counts[i] += counts[i - 1];
        }

        for (var i = 0; i < count; i++)
        {
            order[counts[tokens[i] + 1]++] = i;
        }

        var rank = -1;
        for (var i = 0; i < count; i++)
        {
            rank += i == 0 || tokens[order[i]] != tokens[order[i - 1]] ? 1 : 0;
            ranks[order[i]] = rank;
        }

        var (nextOrder, nextRanks) = (new int[count], new int[count]);
        var (farOrder, farRanks, far) = (Array.Empty<int>(), Array.Empty<int>(), 0);
        var rest = depth - (1 << (int)Math.Log2(depth));
        var length = 1;
        while (length < depth && rank < count - 1)
        {
            if (length == rest)
            {
                // Needed again for the last, odd step.
                (farOrder, farRanks, far) = ((int[])order.Clone(), (int[])ranks.Clone(), length);
            }

            var odd = length * 2 > depth;
            if (odd && far == 0)
            {
                break;
            }

            var (secondOrder, secondRanks) = odd ? (farOrder, farRanks) : (order, ranks);
            rank = Double(order, ranks, secondOrder, secondRanks, length, counts, nextOrder, nextRanks);
            (order, nextOrder) = (nextOrder, order);
            (ranks, nextRanks) = (nextRanks, ranks);
            length += odd ? far : length;
        }

        return order;
    }

    /// <summary>Orders by (rank of the last <paramref name="length"/> tokens, rank of those before); the number of ranks less one.</summary>
    private static int Double(
        int[] order,
        int[] ranks,
        int[] secondOrder,
        int[] secondRanks,
        int length,
        int[] counts,
        int[] result,
        int[] resultRanks
    )
    {
        var count = order.Length;
        // Where the positions of a rank begin.
        for (var i = count - 1; i >= 0; i--)
        {
            counts[ranks[order[i]]] = i;
        }

        // What begins with the text has nothing before it and comes first.
        for (var position = 0; position < Math.Min(length, count); position++)
        {
            result[counts[ranks[position]]++] = position;
        }

        foreach (var before in secondOrder)
        {
            var position = before + length;
            if (position < count)
            {
                result[counts[ranks[position]]++] = position;
            }
        }

        var rank = -1;
        var (lastNear, lastFar) = (-1, -1);
        foreach (var position in result)
        {
            var near = ranks[position];
            var far = position >= length ? secondRanks[position - length] : -1;
            rank += near != lastNear || far != lastFar ? 1 : 0;
            (lastNear, lastFar) = (near, far);
            resultRanks[position] = rank;
        }

        return rank;
    }
}
