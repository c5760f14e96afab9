using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mlvgm.MLNet.Views.Parameters;

/// <summary>A number within a range. It is written with a decimal point in every country, and without separators between thousands.</summary>
/// <param name="name">The key in JSON.</param>
/// <param name="symbol">What stands for it where the text form is explained.</param>
/// <param name="text">What it means, in a few words.</param>
/// <example>See <c>examples/BringYourOwn/BlendPerturbation.cs</c>.</example>
public sealed class NumberParameter(string name, string symbol, string text) : Parameter<double>(name, symbol, text)
{
    /// <summary>The smallest value.</summary>
    public double Minimum { get; init; } = double.MinValue;

    /// <summary>Whether values must be above <see cref="Minimum"/>, rather than not below it.</summary>
    public bool AboveMinimum { get; init; }

    /// <summary>The largest value; where it is infinite, so may a value be.</summary>
    public double Maximum { get; init; } = double.MaxValue;

    /// <summary>The value where none is given; null where one must be.</summary>
    public double? Default { get; init; }

    /// <inheritdoc/>
    public override string? DefaultText => Default is { } value ? Write(value, folder: null) : null;

    /// <inheritdoc/>
    public override string Range
    {
        get
        {
            string? low = Minimum == double.MinValue ? null : AboveMinimum ? $"above {Format(Minimum)}" : $"{Format(Minimum)} or more";
            string? high = Maximum == double.MaxValue ? null : double.IsInfinity(Maximum) ? "Infinity for no bound" : $"at most {Format(Maximum)}";
            return string.Join(", ", new[] { "a number", low, high }.OfType<string>());
        }
    }

    internal override double Fallback => Default ?? throw new InvalidOperationException($"{Name} was not given.");

    internal override object Read(string word, string? folder)
    {
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            throw Wrong($"'{word}'{(word.Contains(',') ? " (the decimal sign is a point)" : "")}");
        return value <= Maximum && (AboveMinimum ? value > Minimum : value >= Minimum) ? value : throw Wrong(word.Trim());
    }

    internal override object Read(JsonElement json, string? folder) => json.ValueKind switch
    {
        JsonValueKind.Number => Read(json.GetRawText(), folder),
        JsonValueKind.String => Read(json.GetString()!, folder),
        _ => throw Wrong(json.GetRawText()),
    };

    internal override string Write(object value, string? folder) => Format((double)value);

    // JSON has no number for infinity.
    internal override JsonNode WriteJson(object value, string? folder) =>
        double.IsFinite((double)value) ? JsonValue.Create(Unsigned((double)value)) : JsonValue.Create(Write(value, folder))!;

    internal override bool IsDefault(object value) => (double)value == Default;

    static string Format(double value) => Unsigned(value).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Zero has one text, whatever its sign: both are equal.</summary>
    static double Unsigned(double value) => value == 0 ? 0 : value;
}
