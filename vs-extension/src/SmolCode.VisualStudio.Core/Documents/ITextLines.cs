using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Documents;

/// <summary>A text that knows its lines, as an editor does: nobody has to split it. Offsets in UTF-16 units.</summary>
public interface ITextLines
{
    /// <summary>Where an offset is.</summary>
    LinePosition PositionAt(int offset);

    /// <summary>The offset of a place; one behind the end of its line, or of the text, is that end.</summary>
    int OffsetAt(LinePosition position);

    /// <summary>A part of the text.</summary>
    string GetText(int start, int length);
}
