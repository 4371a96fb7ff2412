using System.Reflection;

namespace SmolCode.Testing.Sandboxing;

/// <summary>Reads and sets the probes that the instrumentation wrote into the assembly under test.</summary>
internal sealed class ProbeReader
{
    private FieldInfo? active;
    private FieldInfo? fuel;
    private bool[] hits = [];
    private bool[] reached = [];

    public void Attach(Assembly assembly)
    {
        if (assembly.GetType(Proof.ProbeSource.TypeName) is not { } type)
        {
            return;
        }

        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public;
        active = type.GetField("Active", Static);
        fuel = type.GetField("Fuel", Static);
        hits = (bool[])type.GetField("Hits", Static)!.GetValue(null)!;
        reached = (bool[])type.GetField("Reached", Static)!.GetValue(null)!;
    }

    public void Start(int mutant, long limit)
    {
        Array.Clear(hits);
        Array.Clear(reached);
        active?.SetValue(null, mutant);
        fuel?.SetValue(null, limit);
    }

    public (int[] Hits, int[] Reached, bool OutOfFuel) Read()
    {
        var outOfFuel = fuel is not null && (long)fuel.GetValue(null)! < 0;
        active?.SetValue(null, 0);
        // What is still running after a run is not held up, and not waited for either.
        fuel?.SetValue(null, long.MaxValue);
        return (Indexes(hits), Indexes(reached), outOfFuel);
    }

    private static int[] Indexes(bool[] flags) => [.. flags.Index().Where(f => f.Item).Select(f => f.Index)];
}
