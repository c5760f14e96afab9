using Mlvgm.Repository.Tests.Architecture.Folders.Samples;
using Mlvgm.Repository.Tests.Architecture.Folders.Samples.Below;

namespace Mlvgm.Repository.Tests.Architecture.Folders;

public class CompiledAssemblyTests
{
    static readonly IReadOnlySet<TypeEdge> Edges = CompiledAssembly.FolderEdges(typeof(CompiledAssemblyTests).Assembly.Location);

    public static TheoryData<string> Mentions =>
    [
        nameof(AsBase), nameof(AsInterface), nameof(AsConstraint), nameof(AsField), nameof(AsParameter), nameof(AsTypeArgument), nameof(AsArray),
        nameof(InACall), nameof(AfterASwitch), nameof(InALambda), nameof(InAnIterator), nameof(InACatch), nameof(InAnAttribute), nameof(OnAParameter),
    ];

    [Theory, MemberData(nameof(Mentions))]
    public void A_type_that_mentions_another_in_any_way_depends_on_it(string name) => Assert.Contains(
        Edges, edge => edge.From == new CompiledType(typeof(AsBase).Namespace!, name) && edge.To.Folder == typeof(Target).Namespace);

    [Fact]
    public void A_type_that_mentions_nothing_depends_on_nothing() =>
        Assert.DoesNotContain(Edges, edge => edge.From.Name == nameof(Target) || edge.From.Name == nameof(Unrelated));
}
