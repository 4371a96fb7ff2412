namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>What a fact is about.</summary>
public enum FactKind
{
    /// <summary>What was explained instead of what was selected, and why.</summary>
    Selection,

    /// <summary>A tool wrote the file.</summary>
    Generated,

    /// <summary>What the explained code is, in one sentence.</summary>
    Gist,

    /// <summary>What its XML documentation says.</summary>
    Documentation,

    /// <summary>A type's role: record, exception, data, service, interface.</summary>
    Role,

    /// <summary>Parameters and result.</summary>
    Signature,

    /// <summary>A check of the input that ends the member early.</summary>
    Guard,

    /// <summary>A choice between ways.</summary>
    Branch,

    /// <summary>A loop and what it runs over.</summary>
    Loop,

    /// <summary>A call.</summary>
    Call,

    /// <summary>A variable and what it begins with.</summary>
    Variable,

    /// <summary>Something is written.</summary>
    Assignment,

    /// <summary>The result, or the end of the member.</summary>
    Return,

    /// <summary>An element that an iterator yields.</summary>
    Yield,

    /// <summary>A jump within loops and switches.</summary>
    Jump,

    /// <summary>An exception is thrown.</summary>
    Throw,

    /// <summary>Exceptions are caught.</summary>
    Catch,

    /// <summary>Runs however the code before it ends.</summary>
    Finally,

    /// <summary>A resource is acquired and released.</summary>
    Resource,

    /// <summary>A lock is taken.</summary>
    Lock,

    /// <summary>A function within the member.</summary>
    LocalFunction,

    /// <summary>A member of a type.</summary>
    Member,

    /// <summary>A field's or property's part in the type.</summary>
    State,

    /// <summary>Data that come in from around a selection, and that are used after it.</summary>
    DataFlow,

    /// <summary>Variables that lambdas and local functions hold on to.</summary>
    Capture,

    /// <summary>Where called and used things come from.</summary>
    Origin,

    /// <summary>Who uses the member or type.</summary>
    Callers,

    /// <summary>Exceptions that leave the code, and those that called members document.</summary>
    Exceptions,

    /// <summary>What a loop costs in the sizes that it runs over.</summary>
    Cost,

    /// <summary>Where null may come in or go out.</summary>
    Nullability,

    /// <summary>Awaiting, blocking, and what is not waited for.</summary>
    Concurrency,

    /// <summary>A resource that is not released here.</summary>
    Leak,

    /// <summary>Pointers and other code that the runtime does not check.</summary>
    Unsafe,

    /// <summary>Arguments or shared state that are changed.</summary>
    SideEffect,

    /// <summary>What the compiler reports.</summary>
    Diagnostic,

    /// <summary>Remarks of the code itself: TODO, conditional compilation, obsolete members.</summary>
    Remark,
}
