using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace SmolCode.Testing.Sandboxing;

/// <summary>Loads assemblies and runs methods of them, inside of the sandbox process.</summary>
internal sealed class SandboxHost
{
    /// <summary>Stack of the thread that a method runs on: deep recursion is possible, endless recursion ends soon.</summary>
    private const int StackBytes = 4 << 20;

    private readonly Dictionary<string, Assembly> loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase);
    private readonly ProbeReader probes = new();

    private readonly TestContext context;

    public SandboxHost() => context = new TestContext(Resolve);

    public SandboxReply Load(SandboxRequest request)
    {
        foreach (var file in request.Files ?? [])
        {
            if (RuntimeFile(file) is { } runnable)
            {
                files[Path.GetFileNameWithoutExtension(file)] = runnable;
            }
        }

        foreach (var image in request.Images!)
        {
            using var stream = new MemoryStream(Convert.FromBase64String(image));
            var assembly = context.LoadFromStream(stream);
            loaded[assembly.GetName().Name!] = assembly;
        }

        if (request.ProbedAssembly is { } probed)
        {
            probes.Attach(loaded[probed]);
        }

        return new SandboxReply { Id = request.Id };
    }

    public SandboxReply Run(SandboxRequest request)
    {
        var type = loaded[request.Assembly!].GetType(request.Type!, throwOnError: true)!;
        var method =
            type.GetMethod(request.Method!, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new MissingMethodException(request.Type, request.Method);
        var arranged = type.GetField("Arranged");
        arranged?.SetValue(null, false);
        probes.Start(request.Mutant, request.Fuel);
        object? result = null;
        ObservedValue? value = null;
        Exception? exception = null;
        var leftBehind = new FailureContext();
        var clock = Stopwatch.StartNew();
        var thread = new Thread(
            () =>
            {
                try
                {
                    SandboxSurroundings.Enter(request.Variation);
                    SynchronizationContext.SetSynchronizationContext(leftBehind);
                    var target = method.IsStatic ? null : Activator.CreateInstance(type);
                    Around(type, target, "SetUpAttribute", "TestInitializeAttribute");
                    result = Await(
                        method.Invoke(
                            target,
                            BindingFlags.DoNotWrapExceptions,
                            null,
                            Row(method, request.Row),
                            CultureInfo.InvariantCulture
                        )
                    );
                    Around(type, target, "TearDownAttribute", "TestCleanupAttribute");
                    (target as IDisposable)?.Dispose();
                    if (request.Describe)
                    {
                        value = ValueDescription.Of(result);
                    }
                }
                catch (Exception e)
                {
                    exception = e;
                }
            },
            StackBytes
        )
        {
            IsBackground = true,
        };
        thread.Start();
        thread.Join();
        var milliseconds = clock.Elapsed.TotalMilliseconds;
        var problem = leftBehind.Problem();
        var (hits, reached, outOfFuel) = probes.Read();
        return new SandboxReply
        {
            Id = request.Id,
            Problem = problem,
            Exception = exception is null ? null : Describe(exception),
            Value = value,
            Hits = hits,
            Reached = reached,
            OutOfFuel = outOfFuel,
            Arranged = arranged?.GetValue(null) is not false,
            Milliseconds = milliseconds,
        };
    }

    // What a framework calls before and after each test.
    private static void Around(Type type, object? target, params string[] attributes)
    {
        foreach (
            var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public)
                .Where(m => target is not null && m.GetCustomAttributesData().Any(a => attributes.Contains(a.AttributeType.Name)))
        )
        {
            Await(method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture));
        }
    }

    // The arguments that an attribute holds; params arrays come as one argument.
    private static object?[]? Row(MethodInfo method, int row)
    {
        var parameters = method.GetParameters();
        if (parameters.Length == 0)
        {
            return null;
        }

        var arguments = method
            .GetCustomAttributesData()
            .Where(a => a.AttributeType.Name is "InlineDataAttribute" or "TestCaseAttribute" or "DataRowAttribute")
            .Select(a =>
                a.ConstructorArguments is [{ Value: IReadOnlyCollection<CustomAttributeTypedArgument> many }]
                    ? many.ToList()
                    : [.. a.ConstructorArguments]
            )
            .ElementAt(row);
        return
        [
            .. parameters.Zip(
                arguments,
                (p, a) =>
                    a.Value is IConvertible value && value.GetType() != p.ParameterType && p.ParameterType.IsPrimitive
                        ? Convert.ChangeType(value, p.ParameterType, CultureInfo.InvariantCulture)
                        : a.Value
            ),
        ];
    }

    // References for compilers can't be run: the framework has its own of that name, packages theirs beside it.
    private static string? RuntimeFile(string file)
    {
        var name = Path.GetFileName(file);
        if (File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name)))
        {
            return null;
        }

        var separated = file.Replace('\\', '/');
        if (separated.Contains("/packs/", StringComparison.Ordinal) || separated.Contains(".app.ref/", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var runnable = separated.Replace("/ref/", "/lib/", StringComparison.Ordinal);
        return File.Exists(runnable) ? runnable : file;
    }

    private static object? Await(object? result)
    {
        switch (result)
        {
            case Task task:
                task.GetAwaiter().GetResult();
                var type = task.GetType();
                return type.IsGenericType ? type.GetProperty("Result")?.GetValue(task) : null;
            case ValueTask valueTask:
                valueTask.AsTask().GetAwaiter().GetResult();
                return null;
            default:
                return result;
        }
    }

    private static ObservedException Describe(Exception exception)
    {
        List<string> types = [];
        for (var type = exception.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            types.Add(type.FullName ?? type.Name);
        }

        string message;
        try
        {
            message = exception.Message;
        }
        catch (Exception)
        {
            message = "";
        }

        return new ObservedException(
            [.. types],
            message,
            (exception as ArgumentException)?.ParamName,
            exception.TargetSite is { } site ? $"{site.DeclaringType?.Name}.{site.Name}" : null
        );
    }

    private Assembly? Resolve(AssemblyName name)
    {
        if (loaded.TryGetValue(name.Name!, out var known))
        {
            return known;
        }

        if (!files.TryGetValue(name.Name!, out var file) || !File.Exists(file))
        {
            return null;
        }

        return context.LoadFromAssemblyPath(file);
    }

    /// <summary>
    /// Prefers what belongs to the tests to what this program has loaded. One process serves one set of assemblies, so they need not be
    /// unloaded; mocking libraries can't work on assemblies that can be.
    /// </summary>
    private sealed class TestContext(Func<AssemblyName, Assembly?> resolve) : AssemblyLoadContext("tests")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => resolve(assemblyName);
    }
}
