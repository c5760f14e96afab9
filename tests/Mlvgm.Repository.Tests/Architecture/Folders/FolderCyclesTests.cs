namespace Mlvgm.Repository.Tests.Architecture.Folders;

public class FolderCyclesTests
{
    [Fact]
    public void Folders_in_an_order_have_no_cycle() => Assert.Empty(FolderCycles.Of([Edge("A", "A.B"), Edge("A", "C"), Edge("A.B", "C")]));

    [Fact]
    public void A_parent_and_its_child_depend_on_each_other_in_one_direction_only() => Assert.Equal(
        "2 folders depend on each other:\n  A -> A.B (1): OfA -> OfA.B\n  A.B -> A (1): OfA.B -> OfA",
        Assert.Single(FolderCycles.Of([Edge("A", "A.B"), Edge("A.B", "A"), Edge("A", "C")])));

    [Fact]
    public void Two_circles_are_two_cycles_each_with_the_types_that_make_it()
    {
        var cycles = FolderCycles.Of([Edge("A", "B"), Edge("B", "C"), Edge("C", "A"), Edge("C", "D"), Edge("D", "E"), Edge("E", "D")]);
        Assert.Equal(2, cycles.Count);
        Assert.StartsWith("3 folders", cycles[0]);
        Assert.Contains("  C -> A (1): OfC -> OfA", cycles[0]);
        Assert.StartsWith("2 folders", cycles[1]);
        Assert.DoesNotContain("C -> D", string.Concat(cycles));
    }

    static TypeEdge Edge(string from, string to) => new(new CompiledType(from, $"Of{from}"), new CompiledType(to, $"Of{to}"));
}
