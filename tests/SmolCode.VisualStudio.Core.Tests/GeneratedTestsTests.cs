using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Tests;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class GeneratedTestsTests
{
    [Fact]
    public void An_answer_is_read_and_summed_up()
    {
        var tests = GeneratedTests.Read(
            JToken.Parse(
                """
                { "edit": { "documentChanges": [
                    { "kind": "create", "uri": "file:///app/ATests.cs" },
                    { "textDocument": { "uri": "file:///app/ATests.cs", "version": null },
                      "edits": [ { "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "newText": "class A;" } ] } ] },
                  "file": "/app/ATests.cs", "framework": "xunit",
                  "kept": [ { "name": "A_B_C", "origin": "contract" } ], "dropped": [ { "name": "D", "reason": "flaky" } ],
                  "findings": [ { "member": "A.B", "message": "hangs" } ],
                  "branchCoverage": { "before": 0, "after": 0.5 }, "mutants": { "total": 16, "killed": 15 } }
                """
            )
        )!;

        Assert.Equal("1 tests, built and run: branches 0 % → 50 %, 15 of 16 mutants killed.", tests.Summary);
        Assert.Equal(["/app/ATests.cs (xunit)", tests.Summary, "  + A_B_C (contract)", "  - D: flaky", "  ! A.B: hangs"], tests.Table);
    }

    [Fact]
    public void What_this_client_can_not_make_is_no_edit_and_something_else_no_answer()
    {
        var renaming = GeneratedTests.Read(
            JToken.Parse("""{ "file": "a", "edit": { "documentChanges": [ { "kind": "rename", "oldUri": "a", "newUri": "b" } ] } }""")
        )!;

        Assert.Null(renaming.Edit);
        Assert.Equal("No test is offered. ", renaming.Summary);
        Assert.Null(GeneratedTests.Read(JToken.Parse("[]")));
        Assert.Null(GeneratedTests.Read(JToken.Parse("{}")));
    }
}
