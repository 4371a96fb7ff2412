using System.ComponentModel.Design;
using SmolCode.VisualStudio.Client;

namespace SmolCode.VisualStudio.Commands;

/// <summary>Ids of the commands in the command table.</summary>
internal static class CommandIds
{
    /// <summary>The id of the first command; the others follow in their order.</summary>
    public const int First = 0x0100;

    /// <summary>The id of a command.</summary>
    public static CommandID Of(ClientCommand command) => new(new Guid(PackageGuids.CommandSet), First + (int)command);
}
