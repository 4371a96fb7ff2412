namespace Warehouse;

/// <summary>A product and how much of it is in stock.</summary>
public sealed class StockItem
{
    public StockItem(string sku, string name, decimal unitPrice, int quantity)
    {
        Sku = sku;
        Name = name;
        UnitPrice = unitPrice;
        Quantity = quantity;
    }

    public string Sku { get; }

    public string Name { get; }

    public decimal UnitPrice { get; }

    public int Quantity { get; private set; }

    public bool IsSoldOut => Quantity == 0;

    public decimal TotalPrice() => UnitPrice * Quantity;

    public void Add(int count)
    {
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count));
        }

        Quantity += count;
    }

    public void Remove(int count)
    {
        if (count > Quantity)
        {
            throw new InvalidOperationException($"Only {Quantity} of {Sku} are left.");
        }

        Quantity -= count;
    }
}
