namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>One type of a project that mentions another.</summary>
readonly record struct TypeEdge(CompiledType From, CompiledType To)
{
    public override string ToString() => $"{From.Name} -> {To.Name}";
}
