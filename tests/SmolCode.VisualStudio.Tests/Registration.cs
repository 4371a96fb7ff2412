using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.VisualStudio.Shell;

namespace SmolCode.VisualStudio.Tests;

/// <summary>
/// Writes the registration of a package the way Visual Studio's own tool does: by the attributes of Microsoft.VisualStudio.Shell, which
/// know the keys. They are run here as they are.
/// </summary>
internal sealed class Registration : RegistrationAttribute.RegistrationContext
{
    private readonly StringBuilder text = new();
    private readonly Type package;

    private Registration(Type package) => this.package = package;

    public override string ComponentPath => "$PackageFolder$";

    public override Type ComponentType => package;

    public override string InprocServerPath => @"$WinDir$\SYSTEM32\MSCOREE.DLL";

    public override string CodeBase => $@"$PackageFolder$\{package.Assembly.GetName().Name}.dll";

    public override string RootFolder => "$RootFolder$";

    public override RegistrationMethod RegistrationMethod => RegistrationMethod.CodeBase;

    public override TextWriter Log => TextWriter.Null;

    /// <summary>The content of a package's .pkgdef file.</summary>
    public static string Write(Type package)
    {
        var registration = new Registration(package);
        // In an order of their own: that of the attributes in the file may be another after any build.
        foreach (var attribute in registration.package.GetCustomAttributes<RegistrationAttribute>(true).OrderBy(a => a.GetType().Name))
        {
            attribute.Register(registration);
        }

        return registration.text.ToString().TrimStart();
    }

    public override RegistrationAttribute.Key CreateKey(string name) => new PkgdefKey(text, @"$RootKey$\" + name);

    public override string EscapePath(string str) => str.Replace(@"\", @"\\", StringComparison.Ordinal);

    public override void RemoveKey(string name) => throw new NotSupportedException();

    public override void RemoveValue(string keyname, string valuename) => throw new NotSupportedException();

    public override void RemoveKeyIfEmpty(string name) => throw new NotSupportedException();

    private sealed class PkgdefKey : RegistrationAttribute.Key
    {
        private readonly StringBuilder text;
        private readonly string path;

        public PkgdefKey(StringBuilder text, string path)
        {
            this.text = text;
            this.path = path;
            text.Append(CultureInfo.InvariantCulture, $"\n[{path}]\n");
        }

        public override RegistrationAttribute.Key CreateSubkey(string name) => new PkgdefKey(text, path + @"\" + name);

        public override void SetValue(string valueName, object? value)
        {
            var name = string.IsNullOrEmpty(valueName) ? "@" : $"\"{valueName}\"";
            var content = value is string s
                ? $"\"{s}\""
                : string.Create(CultureInfo.InvariantCulture, $"dword:{Convert.ToUInt32(value, CultureInfo.InvariantCulture):x8}");
            text.Append(CultureInfo.InvariantCulture, $"{name}={content}\n");
        }

        public override void Close() { }
    }
}
