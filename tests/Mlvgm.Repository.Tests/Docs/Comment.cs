namespace Mlvgm.Repository.Tests.Docs;

/// <summary>A comment in a source file, or neighbouring lines of them as one.</summary>
/// <param name="Line">Its first line.</param>
/// <param name="Text">What it says.</param>
readonly record struct Comment(int Line, string Text);
