namespace Examples.Tests.Snippets;

/// <summary>A fenced block of C# on a page.</summary>
/// <param name="Page">The page, relative to the repository's root.</param>
/// <param name="Line">The line of its first statement.</param>
/// <param name="Code">What it holds, with the sizes of <see cref="Cuts"/>.</param>
/// <param name="Marker">What the comment before it says, as in <c>&lt;!-- snippet: alone --&gt;</c>; empty without one.</param>
sealed record CodeBlock(string Page, int Line, string Code, string Marker)
{
    const string AloneMarker = "alone";
    const string CompiledMarker = "compiled";

    /// <summary>The block is a program of its own, not a part of its page's.</summary>
    public bool Alone => Marker.StartsWith(AloneMarker, StringComparison.Ordinal) || OnlyCompiled;

    /// <summary>The block needs what a test does not have, which the marker names: <c>compiled: needs a GPU</c>.</summary>
    public bool OnlyCompiled => Marker.StartsWith(CompiledMarker, StringComparison.Ordinal);

    /// <summary>Whether there is a marker, and it is none of the two.</summary>
    public bool Misspelt => Marker.Length > 0 && !Alone;
}
