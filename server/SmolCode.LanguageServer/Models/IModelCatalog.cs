using SmolCode.Inference.Remote;

namespace SmolCode.LanguageServer.Models;

/// <summary>
/// The models of this user: which there are and which can be had, which is used, and what each is worth here. What is chosen is used by the
/// next server that is started. Calls that fail throw <see cref="ModelCatalogException"/>.
/// </summary>
public interface IModelCatalog
{
    /// <summary>All models, and which is used in a workspace.</summary>
    /// <param name="workspace">Its folder, or null.</param>
    ModelCatalogState Read(string? workspace);

    /// <summary>Has a model used from the next start on, once its files are sound and fit each other.</summary>
    /// <param name="name">Name or path.</param>
    /// <param name="adapter">Name or path of the adapter to merge in; "none": without; null: the one that belongs to the model, if one does.</param>
    /// <param name="progress">Receives lines for a user.</param>
    /// <param name="cancellationToken">Ends it; the choice stays as it was.</param>
    Task UseAsync(string name, string? adapter, IProgress<string> progress, CancellationToken cancellationToken);

    /// <summary>A workspace has no choice of its own any more.</summary>
    /// <param name="workspace">Its folder.</param>
    void ForgetWorkspace(string workspace);

    /// <summary>Downloads a published model, from where an earlier try broke off.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="progress">Receives some reports a second.</param>
    /// <param name="cancellationToken">Breaks off; what has arrived stays for the next call.</param>
    Task PullAsync(string name, IProgress<PullProgress> progress, CancellationToken cancellationToken);

    /// <summary>Deletes a model of the user's, or what has arrived of one that is not whole. What used it uses the bundled one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="onlyPartial">Only what has arrived of a download is deleted; a model that is whole by now stays.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task RemoveAsync(string name, bool onlyPartial, CancellationToken cancellationToken);

    /// <summary>Measures what a model is worth here and keeps that.</summary>
    /// <param name="name">Name or path.</param>
    /// <param name="adapter">As for <see cref="UseAsync"/>.</param>
    /// <param name="progress">Receives lines for a user.</param>
    /// <param name="cancellationToken">Ends it; nothing is kept.</param>
    Task MeasureAsync(string name, string? adapter, IProgress<string> progress, CancellationToken cancellationToken);

    /// <summary>Asks a team's server what it has, with the user's key. No code is sent.</summary>
    /// <param name="choice">Which.</param>
    /// <param name="ask">False: only whether the choice can be used as it is written; the server is not asked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<TeamServerAnswer> CheckAsync(TeamServerChoice choice, bool ask, CancellationToken cancellationToken);
}
