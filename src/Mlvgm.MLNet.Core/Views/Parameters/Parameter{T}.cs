namespace Mlvgm.MLNet.Views.Parameters;

/// <summary>A <see cref="Parameter"/> whose values have a type.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <example>See <c>examples/ApiTour/ShiftPerturbation.cs</c>.</example>
public abstract class Parameter<T> : Parameter where T : notnull
{
    private protected Parameter(string name, string symbol, string text) : base(name, symbol, text)
    {
    }

    /// <summary>The value where none is given.</summary>
    /// <exception cref="InvalidOperationException">One must be given.</exception>
    internal abstract T Fallback { get; }
}
