using System.ComponentModel;
using Newtonsoft.Json.Linq;

namespace SmolCode.VisualStudio.Configuration;

/// <summary>
/// What a property grid shows of the settings: one property each, made from the schema. Values are held back until
/// <see cref="Save"/>, as an options dialog wants it.
/// </summary>
public sealed class SettingsPage : CustomTypeDescriptor
{
    private readonly SettingsStore store;
    private readonly Dictionary<SettingDescription, JToken> values = [];
    private readonly Dictionary<SettingDescription, JToken> loaded = [];

    /// <summary>A page over a store.</summary>
    public SettingsPage(SettingsStore store)
    {
        this.store = store;
        Load();
    }

    /// <summary>Shows what is kept.</summary>
    public void Load()
    {
        foreach (var setting in SettingsSchema.All)
        {
            values[setting] = loaded[setting] = store.Get(setting);
        }
    }

    /// <summary>Keeps what was changed here: the rest may have been changed in another Visual Studio meanwhile.</summary>
    public void Save()
    {
        store.Set(values.Where(v => !JToken.DeepEquals(v.Value, loaded[v.Key])).ToDictionary(v => v.Key, v => v.Value));
        Load();
    }

    /// <inheritdoc />
    public override PropertyDescriptorCollection GetProperties() =>
        new([.. SettingsSchema.All.Select(s => (PropertyDescriptor)new SettingProperty(s))]);

    /// <inheritdoc />
    public override PropertyDescriptorCollection GetProperties(Attribute[]? attributes) => GetProperties();

    /// <inheritdoc />
    public override object GetPropertyOwner(PropertyDescriptor? pd) => this;

    internal JToken this[SettingDescription setting]
    {
        get => values[setting];
        set => values[setting] = value;
    }
}
