using System.ComponentModel.Composition;

namespace Microsoft.VisualStudio.Utilities;

[MetadataAttribute]
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field,
    AllowMultiple = true
)]
public abstract class MultipleBaseMetadataAttribute : Attribute;
