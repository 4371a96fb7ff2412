using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace SmolCode.VisualStudio.Tests;

/// <summary>
/// Lets Visual Studio's assemblies be found where they lie, and stands in for the few types of Windows that they only name: nothing of
/// those is called.
/// </summary>
internal static class AssemblySearch
{
    private static readonly (string Assembly, string Type, bool IsInterface)[] StandIns =
    [
        ("System.Windows.Forms", "System.Windows.Forms.IWin32Window", true),
        ("PresentationFramework", "System.Windows.ThemeInfoAttribute", false),
        ("System.Xaml", "System.Windows.Markup.XmlnsDefinitionAttribute", false),
        ("System.Xaml", "System.Windows.Markup.XmlnsPrefixAttribute", false),
    ];

    [ModuleInitializer]
    internal static void Begin()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var path = Path.Combine(Paths.VisualStudioAssemblies, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
        AppDomain.CurrentDomain.AssemblyResolve += (_, e) => StandInFor(new AssemblyName(e.Name));
    }

    private static AssemblyBuilder? StandInFor(AssemblyName name)
    {
        var types = StandIns.Where(s => s.Assembly == name.Name).ToList();
        if (types.Count == 0)
        {
            return null;
        }

        var assembly = AssemblyBuilder.DefineDynamicAssembly(name, AssemblyBuilderAccess.Run);
        var module = assembly.DefineDynamicModule(name.Name!);
        foreach (var (_, type, isInterface) in types)
        {
            if (!isInterface)
            {
                module.DefineType(type, TypeAttributes.Public, typeof(Attribute)).CreateType();
                continue;
            }

            var window = module.DefineType(type, TypeAttributes.Interface | TypeAttributes.Public | TypeAttributes.Abstract);
            const MethodAttributes Getter =
                MethodAttributes.Public
                | MethodAttributes.Abstract
                | MethodAttributes.Virtual
                | MethodAttributes.HideBySig
                | MethodAttributes.NewSlot
                | MethodAttributes.SpecialName;
            window.DefineMethod("get_Handle", Getter, typeof(IntPtr), Type.EmptyTypes);
            window.CreateType();
        }

        return assembly;
    }
}
