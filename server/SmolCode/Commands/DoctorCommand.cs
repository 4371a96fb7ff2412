using System.CommandLine;
using System.Text.Json;
using SmolCode.Output;
using Spectre.Console;

namespace SmolCode.Commands;

/// <summary><c>smolcode doctor</c>: everything a bug report needs, and what is wrong here.</summary>
internal static class DoctorCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var workspace = CommonOptions.Workspace();
        var trust = CommonOptions.Trust();
        var verbose = CommonOptions.Verbose();
        var command = new Command(
            "doctor",
            "Everything a bug report needs, and what is wrong here. Holds no code and no file contents.\n\nExample: smolcode doctor --workspace ."
        )
        {
            workspace,
            trust,
            json,
            verbose,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var terminal = new Terminal();
                await using var session = Session.Create(terminal, parsed.GetValue(verbose), showProgress: false);
                var findings = await Diagnosis.RunAsync(session, parsed.GetValue(workspace), parsed.GetValue(trust), cancellationToken);
                var healthy = findings.All(f => f.State != "error");
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(
                        JsonSerializer.Serialize(new DoctorDocument(healthy, findings), OutputJson.Readable.DoctorDocument)
                    );
                }
                else
                {
                    foreach (var area in findings.GroupBy(f => f.Area))
                    {
                        terminal.Out.MarkupLineInterpolated($"[bold]{area.Key}[/]");
                        foreach (var finding in area)
                        {
                            var colour = finding.State switch
                            {
                                "error" => "red",
                                "warning" => "yellow",
                                _ => "green",
                            };
                            terminal.Out.MarkupLine(
                                $"  [{colour}]{finding.State, -7}[/] {Markup.Escape(finding.Name), -22} {Markup.Escape(finding.Value)}"
                            );
                            if (finding.Advice is { } advice)
                            {
                                terminal.Out.MarkupLineInterpolated($"          {advice}");
                            }
                        }
                    }
                }

                return healthy ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }
}
