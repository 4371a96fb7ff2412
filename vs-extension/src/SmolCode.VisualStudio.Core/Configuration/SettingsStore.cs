using Newtonsoft.Json.Linq;

namespace SmolCode.VisualStudio.Configuration;

/// <summary>The user's settings. Only what differs from the default is kept.</summary>
public sealed class SettingsStore
{
    private readonly JsonFile file;

    /// <summary>Settings that are kept in a file.</summary>
    public SettingsStore(JsonFile file) => this.file = file;

    /// <summary>A setting changed. Raised on the thread that did it.</summary>
    public event EventHandler? Changed;

    /// <summary>The content of <c>smolcode.server.path</c>.</summary>
    public string ServerPath => (string)Get(SettingsSchema.All.Single(s => s.Name == SettingsSchema.ServerPath))!;

    /// <summary>All that the server is told, as the content of <c>smolcode</c>.</summary>
    public JObject ForServer
    {
        get
        {
            var all = new JObject();
            foreach (var setting in SettingsSchema.Server)
            {
                var section = all;
                var names = setting.Name.Split('.');
                foreach (var name in names.Take(names.Length - 1))
                {
                    section = (JObject)(section[name] ??= new JObject());
                }

                section[names[names.Length - 1]] = Get(setting);
            }

            return all;
        }
    }

    /// <summary>A setting's value: the default when it is not set, or set to something that is not allowed.</summary>
    public JToken Get(SettingDescription setting) =>
        file[setting.Name] is { } value && setting.Refuse(value) is null ? value : setting.Default.DeepClone();

    /// <summary>Sets several settings at once.</summary>
    /// <exception cref="ArgumentException">A value is not allowed; nothing is changed.</exception>
    public void Set(IReadOnlyDictionary<SettingDescription, JToken> values)
    {
        foreach (var value in values)
        {
            if (value.Key.Refuse(value.Value) is { } problem)
            {
                throw new ArgumentException($"smolcode.{value.Key.Name} can't be {value.Value}. {problem}");
            }
        }

        file.Update(content =>
        {
            foreach (var value in values)
            {
                if (JToken.DeepEquals(value.Value, value.Key.Default))
                {
                    content.Remove(value.Key.Name);
                }
                else
                {
                    content[value.Key.Name] = value.Value;
                }
            }
        });
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
