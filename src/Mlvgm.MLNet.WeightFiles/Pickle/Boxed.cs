namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>Objects for values that occur often, made once.</summary>
static class Boxed
{
    public static readonly object True = true;
    public static readonly object False = false;

    static readonly object[] Small = [.. Enumerable.Range(0, 256).Select(i => (object)(long)i)];

    /// <summary>The integer as an object.</summary>
    public static object Of(long value) => value is >= 0 and < 256 ? Small[value] : value;
}
