using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Prompting;

/// <summary>The layouts that a loaded model can be prompted in.</summary>
internal sealed class FillInLayouts
{
    private readonly PlainLayout _plain;
    private readonly AdapterLayout? _adapter;
    private readonly NativeLayout? _native;
    private readonly ChatLayout? _chat;

    /// <summary>Chooses by what is known of the model.</summary>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <param name="adapterFormat">smolcode.fill_in.format of the adapter that is merged into it, or null.</param>
    /// <exception cref="ModelFileException">The adapter's format is not known here, or the model lacks its tokens.</exception>
    public FillInLayouts(Vocabulary vocabulary, int? adapterFormat)
    {
        _plain = new PlainLayout(vocabulary);
        _native = vocabulary.FillIn is { } tokens ? new NativeLayout(vocabulary, tokens) : null;
        _chat = ChatLayout.TryCreate(vocabulary);
        _adapter = adapterFormat switch
        {
            null => null,
            AdapterLayout.Format => new AdapterLayout(vocabulary),
            _ => throw new ModelFileException(
                $"The adapter's prompt format is {adapterFormat}, and this version of SmolCode knows {AdapterLayout.Format} only. Update SmolCode, or choose no adapter."
            ),
        };
        Default =
            _adapter is not null ? FillInFormat.Adapter
            : _native is not null ? FillInFormat.Native
            : FillInFormat.Plain;
    }

    /// <summary>What <see cref="FillInFormat.Automatic"/> stands for.</summary>
    public FillInFormat Default { get; }

    /// <summary>The layout for a format.</summary>
    /// <exception cref="ArgumentException">The model can't be prompted so.</exception>
    public IFillInLayout For(FillInFormat format)
    {
        IFillInLayout? layout = (format == FillInFormat.Automatic ? Default : format) switch
        {
            FillInFormat.Adapter => _adapter,
            FillInFormat.Native => _native,
            FillInFormat.Chat => _chat,
            _ => _plain,
        };
        return layout ?? throw new ArgumentException($"The loaded model has no {format} prompt format; it can be prompted as {Default}.");
    }
}
