using System.ComponentModel;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace SmolCode.VisualStudio.Configuration;

/// <summary>A setting as a property of a property grid.</summary>
internal sealed class SettingProperty : PropertyDescriptor
{
    private readonly SettingDescription setting;

    public SettingProperty(SettingDescription setting)
        : base(
            setting.Name,
            [
                new CategoryAttribute(setting.Name.Contains('.') ? setting.Name.Substring(0, setting.Name.IndexOf('.')) : "smolcode"),
                new DisplayNameAttribute("smolcode." + setting.Name),
                new DescriptionAttribute(setting.Description),
            ]
        ) => this.setting = setting;

    public override Type ComponentType => typeof(SettingsPage);

    public override bool IsReadOnly => false;

    public override Type PropertyType =>
        setting.Type switch
        {
            "boolean" => typeof(bool),
            "integer" => typeof(int),
            _ => typeof(string),
        };

    public override TypeConverter Converter =>
        setting.Values is { } allowed ? new ChoiceConverter([.. allowed]) : TypeDescriptor.GetConverter(PropertyType);

    public override object GetValue(object? component) => ((SettingsPage)component!)[setting].ToObject(PropertyType)!;

    public override void SetValue(object? component, object? value)
    {
        var json = value switch
        {
            bool flag => new JValue(flag),
            int number => new JValue(number),
            _ => new JValue(Convert.ToString(value, CultureInfo.InvariantCulture)),
        };
        if (setting.Refuse(json) is { } problem)
        {
            // The property grid shows the message.
            throw new ArgumentException(problem);
        }

        ((SettingsPage)component!)[setting] = json;
        OnValueChanged(component, EventArgs.Empty);
    }

    public override bool CanResetValue(object component) => ShouldSerializeValue(component);

    public override void ResetValue(object component) => ((SettingsPage)component)[setting] = setting.Default.DeepClone();

    public override bool ShouldSerializeValue(object component) => !JToken.DeepEquals(((SettingsPage)component)[setting], setting.Default);
}
