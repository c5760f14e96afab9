using System.Collections;

namespace Mlvgm.MLNet.Views.Parameters;

/// <summary>The values of a perturbation's parameters. <c>new() { { Sigma, 0.3 }, { Truncation, 2 } }</c> makes one.</summary>
/// <example>See <c>examples/ApiTour/ShiftPerturbation.cs</c>.</example>
public sealed class ParameterValues : IEnumerable<KeyValuePair<Parameter, object>>
{
    readonly Dictionary<Parameter, object> _values = [];

    /// <summary>Adds a value.</summary>
    /// <exception cref="ArgumentException">The parameter has one already.</exception>
    public void Add<T>(Parameter<T> parameter, T value) where T : notnull => _values.Add(parameter, value);

    /// <summary>The value of a parameter, or its default.</summary>
    /// <exception cref="InvalidOperationException">It has neither.</exception>
    public T Of<T>(Parameter<T> parameter) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _values.TryGetValue(parameter, out object? value) ? (T)value : parameter.Fallback;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Parameter, object>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds what was read.</summary>
    /// <exception cref="FormatException">The parameter has a value already.</exception>
    internal void Set(Parameter parameter, object value)
    {
        if (!_values.TryAdd(parameter, value)) throw new FormatException($"{parameter.Name} is given twice.");
    }

    /// <summary>The value; null where none was given, or the default.</summary>
    internal object? Given(Parameter parameter) =>
        _values.TryGetValue(parameter, out object? value) && !parameter.IsDefault(value) ? value : null;
}
