using System.ComponentModel;

namespace SmolCode.VisualStudio.Configuration;

/// <summary>Makes a property grid offer a list of texts.</summary>
internal sealed class ChoiceConverter : StringConverter
{
    private readonly string[] choices;

    public ChoiceConverter(string[] choices) => this.choices = choices;

    public override bool GetStandardValuesSupported(ITypeDescriptorContext? context) => true;

    public override bool GetStandardValuesExclusive(ITypeDescriptorContext? context) => true;

    public override StandardValuesCollection GetStandardValues(ITypeDescriptorContext? context) => new(choices);
}
