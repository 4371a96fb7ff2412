using System.CommandLine;
using System.Reflection;

namespace SmolCode.VisualStudio.Packaging;

/// <summary>The command line of the packing tool.</summary>
internal static class Program
{
    private const int Failed = 1;
    private const int WrongArguments = 2;

    private static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Packs as the arguments say. Returns the exit code: 0 packed, 1 it could not be packed, 2 wrong arguments.</summary>
    internal static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var extension = new Option<string>("--extension") { Description = "The output folder of the extension's build.", Required = true };
        var to = new Option<string>("--output") { Description = "The .vsix file to write.", Required = true };
        to.Validators.Add(r =>
        {
            if (r.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
            {
                r.AddError("--output needs the name of a file.");
            }
        });
        var server = new Option<string?>("--server")
        {
            Description = "A published server (win-x64 or win-arm64) to put inside, with its model.",
        };
        var architecture = new Option<string?>("--architecture") { Description = "The one architecture that it is for." };
        architecture.AcceptOnlyFromAmong("amd64", "arm64");
        var requireMenus = new Option<bool>("--require-menus") { Description = "Refuse an extension without its command table." };
        var schemas = new Option<string>("--schemas")
        {
            Description = "The schemas of Microsoft.VSSDK.BuildTools.",
            DefaultValueFactory = _ => DefaultSchemas(),
        };
        var command = new RootCommand("Packs the Visual Studio extension.") { extension, to, server, architecture, requireMenus, schemas };
        command.SetAction(parsed =>
        {
            try
            {
                var result = VsixPacker.Pack(
                    new PackingOptions(
                        parsed.GetValue(extension)!,
                        parsed.GetValue(to)!,
                        parsed.GetValue(schemas)!,
                        parsed.GetValue(server),
                        parsed.GetValue(architecture),
                        parsed.GetValue(requireMenus)
                    )
                );
                foreach (var warning in result.Warnings)
                {
                    error.WriteLine("warning: " + warning);
                }

                output.WriteLine($"{result.Path}: {result.Names.Count} parts, {new FileInfo(result.Path).Length} bytes");
                return 0;
            }
            catch (Exception e) when (e is PackingException or IOException or UnauthorizedAccessException)
            {
                error.WriteLine("error: " + e.Message);
                return Failed;
            }
        });
        var result = command.Parse(args);
        var code = result.Invoke(new InvocationConfiguration { Output = output, Error = error });
        return result.Errors.Count > 0 ? WrongArguments : code;
    }

    private static string DefaultSchemas() =>
        typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Schemas").Value!;
}
