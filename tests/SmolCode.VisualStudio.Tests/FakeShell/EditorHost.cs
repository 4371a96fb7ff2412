using System.ComponentModel.Composition;
using System.ComponentModel.Composition.Hosting;
using Microsoft.VisualStudio.Language.Proposals;
using Microsoft.VisualStudio.Text;
using Microsoft.VisualStudio.Text.Editor;
using Microsoft.VisualStudio.Threading;
using SmolCode.VisualStudio.Client;
using SmolCode.VisualStudio.Editor;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>
/// As much of Visual Studio's editor as the parts of the extension touch: composes them as they are exported, opens views, types, asks
/// for proposals, shows and takes them. Everything happens on a UI thread of its own.
/// </summary>
internal sealed class EditorHost : IDisposable
{
    private const string Language = "CSharp";

    private readonly CompositionContainer parts;
    private readonly FakeFiles files;

    public EditorHost(ClientEnvironment environment)
    {
        parts = new CompositionContainer(
            new TypeCatalog(
                typeof(EditorClient),
                typeof(ViewListener),
                typeof(ProposalSourceProvider),
                typeof(FakeFiles),
                typeof(FakeSuggestionService)
            )
        );
        var batch = new CompositionBatch();
        batch.AddExportedValue(new JoinableTaskContext(Ui.Thread, Ui));
        batch.AddExportedValue(environment);
        parts.Compose(batch);
        files = parts.GetExportedValue<FakeFiles>()!;
        Suggestions = parts.GetExportedValue<FakeSuggestionService>()!;
        Editor = parts.GetExportedValue<EditorClient>()!;
    }

    public UiThread Ui { get; } = new();

    public EditorClient Editor { get; }

    public FakeSuggestionService Suggestions { get; }

    /// <summary>Opens a view on a C# file.</summary>
    public Task<FakeView> OpenAsync(FakeFile file) =>
        Ui.RunAsync(() =>
        {
            files.Add(file);
            return Task.FromResult(Show(file));
        });

    /// <summary>Opens one more view on a file that is open.</summary>
    public Task<FakeView> OpenAnotherAsync(FakeFile file) => Ui.RunAsync(() => Task.FromResult(Show(file)));

    /// <summary>A text of a file, which only the UI thread may change.</summary>
    public FakeFile NewFile(string path, string text) => new(path, new FakeBuffer(text, Ui.Thread));

    /// <summary>Types, and asks for proposals after the last character unless what is shown goes on.</summary>
    public Task TypeAsync(FakeView view, string text) =>
        Ui.RunAsync(async () =>
        {
            foreach (var typed in text)
            {
                ((FakeBuffer)view.DocumentBuffer).Replace(view.Offset, 0, typed.ToString());
                if (!Suggestions.Typed(view, typed))
                {
                    Suggestions.Show(view, await RequestAsync(view, ProposalScenario.TypeChar, null, typed));
                }
            }

            return true;
        });

    /// <summary>Asks for proposals by hand and shows them.</summary>
    public Task InvokeAsync(FakeView view) =>
        Ui.RunAsync(async () =>
        {
            Suggestions.Show(view, await RequestAsync(view, ProposalScenario.ExplicitInvocation));
            return true;
        });

    /// <summary>Asks the sources for C#, in the order in which they want to be asked.</summary>
    public async Task<ProposalCollectionBase?> RequestAsync(
        FakeView view,
        ProposalScenario scenario,
        CompletionState? list = null,
        char typed = '\0',
        VirtualSnapshotPoint? at = null,
        CancellationToken cancellationToken = default
    )
    {
        foreach (var provider in parts.GetExports<ProposalSourceProviderBase, IDictionary<string, object>>().Where(p => IsFor(p.Metadata)))
        {
            var source = await provider.Value.GetProposalSourceAsync(view, cancellationToken);
            // The editor asks on a thread of the pool.
            var caret = at ?? view.Position.VirtualBufferPosition;
            var answer = await Task.Run(
                () => source!.RequestProposalsAsync(caret, list, scenario, typed, cancellationToken),
                cancellationToken
            );
            if (answer is not null)
            {
                return answer;
            }
        }

        return null;
    }

    public void Dispose()
    {
        parts.Dispose();
        Ui.Dispose();
    }

    private static bool IsFor(IDictionary<string, object> metadata) => ((string[])metadata["ContentTypes"]).Contains(Language);

    private FakeView Show(FakeFile file)
    {
        var view = new FakeView((FakeBuffer)file.TextBuffer);
        foreach (var listener in parts.GetExports<IWpfTextViewCreationListener, IDictionary<string, object>>())
        {
            if (IsFor(listener.Metadata) && ((string[])listener.Metadata["TextViewRoles"]).Contains(PredefinedTextViewRoles.Document))
            {
                listener.Value.TextViewCreated(view);
            }
        }

        view.Focus();
        return view;
    }
}
