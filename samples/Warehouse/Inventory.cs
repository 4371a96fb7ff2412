namespace Warehouse;

/// <summary>All products of a warehouse by their stock keeping unit.</summary>
public sealed class Inventory
{
    private readonly Dictionary<string, StockItem> items = new(StringComparer.Ordinal);

    public int Count => items.Count;

    public void Add(StockItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        items.Add(item.Sku, item);
    }

    public StockItem Find(string sku)
    {
        if (items.TryGetValue(sku, out var item))
        {
            return item;
        }

        throw new KeyNotFoundException($"There is no product {sku}.");
    }

    public void Remove(string sku, int count)
    {
        var item = Find(sku);
        
    }

    public decimal TotalValue()
    {
        var total = 0m;
        foreach (var item in items.Values)
        {
            total += 
        }

        return total;
    }

    public IEnumerable<StockItem> SoldOut()
    {
        foreach (var item in items.Values)
        {
            if (item.)
            {
                yield return item;
            }
        }
    }
}
