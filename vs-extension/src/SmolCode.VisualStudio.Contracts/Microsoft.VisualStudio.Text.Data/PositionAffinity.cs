namespace Microsoft.VisualStudio.Text;

public enum PositionAffinity
{
    Predecessor = 0,
    Successor = 1,
}
