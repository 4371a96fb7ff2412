namespace Microsoft.VisualStudio.Utilities;

public class PropertyCollection
{
    private readonly Dictionary<object, object> properties = [];

    public T GetOrCreateSingletonProperty<T>(object key, Func<T> creator)
        where T : class
    {
        lock (properties)
        {
            if (!properties.TryGetValue(key, out var value))
            {
                properties[key] = value = creator();
            }

            return (T)value;
        }
    }

    public T GetOrCreateSingletonProperty<T>(Func<T> creator)
        where T : class => GetOrCreateSingletonProperty(typeof(T), creator);

    public bool RemoveProperty(object key)
    {
        lock (properties)
        {
            return properties.Remove(key);
        }
    }
}
