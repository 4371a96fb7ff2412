using Microsoft.VisualStudio.Shell;
using SmolCode.VisualStudio.Client;

namespace SmolCode.VisualStudio.Commands;

/// <summary>Puts the commands behind their menu items.</summary>
internal static class MenuCommands
{
    /// <summary>Adds every command. On the UI thread.</summary>
    public static void Add(OleMenuCommandService menus, SmolCodeClient client, Action<ClientCommand> run)
    {
        foreach (var command in Enum.GetValues(typeof(ClientCommand)).Cast<ClientCommand>())
        {
            var item = new OleMenuCommand((_, _) => run(command), CommandIds.Of(command));
            item.BeforeQueryStatus += (_, _) => item.Visible = item.Enabled = client.IsAvailable(command);
            menus.AddCommand(item);
        }
    }
}
