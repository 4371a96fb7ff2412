using Microsoft.Win32.SafeHandles;

namespace SmolCode.Inference.Native;

/// <summary>A loaded llama_model.</summary>
internal sealed class LlamaModelHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Used by marshalling.</summary>
    public LlamaModelHandle()
        : base(ownsHandle: true) { }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LlamaNative.FreeModel(handle);
        return true;
    }
}
