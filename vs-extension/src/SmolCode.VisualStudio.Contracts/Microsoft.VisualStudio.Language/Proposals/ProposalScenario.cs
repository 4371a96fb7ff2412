namespace Microsoft.VisualStudio.Language.Proposals;

public enum ProposalScenario
{
    Completion = 0,
    TypeChar = 1,
    Return = 2,
    CaretMove = 3,
    DivergedProposal = 4,
    CompletedProposal = 5,
    ExplicitInvocation = 6,
    Backspace = 7,
    CompletionAccepted = 8,
}
