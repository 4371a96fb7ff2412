using Microsoft.Win32.SafeHandles;

namespace SmolCode.Inference.Native;

/// <summary>A llama_context. Keeps its model alive.</summary>
internal sealed class LlamaContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private LlamaModelHandle? _model;

    /// <summary>Used by marshalling.</summary>
    public LlamaContextHandle()
        : base(ownsHandle: true) { }

    /// <summary>The model is freed after this context only, whatever order the two are disposed in.</summary>
    public void KeepAlive(LlamaModelHandle model)
    {
        var added = false;
        model.DangerousAddRef(ref added);
        _model = added ? model : null;
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LlamaNative.FreeContext(handle);
        _model?.DangerousRelease();
        return true;
    }
}
