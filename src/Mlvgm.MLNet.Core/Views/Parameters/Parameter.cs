using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mlvgm.MLNet.Views.Parameters;

/// <summary>A value that a perturbation takes, declared once for the text form, the JSON form, help and messages.</summary>
/// <example>See <c>examples/ApiTour/ShiftPerturbation.cs</c>.</example>
public abstract class Parameter
{
    private protected Parameter(string name, string symbol, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (string.IsNullOrEmpty(name) || !name.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"'{name}' cannot be the name of a parameter: use letters and digits.", nameof(name));
        if (string.IsNullOrEmpty(symbol) || !symbol.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"'{symbol}' cannot stand for the parameter '{name}': use letters and digits.", nameof(symbol));
        (Name, Symbol, Text) = (name, symbol, text);
    }

    /// <summary>The key in JSON, such as <c>standardDeviation</c>.</summary>
    public string Name { get; }

    /// <summary>What stands for the value where the text form is explained, such as <c>SIGMA</c>.</summary>
    public string Symbol { get; }

    /// <summary>What the value means, in a few words.</summary>
    public string Text { get; }

    /// <summary>The values that can be given, in words.</summary>
    public abstract string Range { get; }

    /// <summary>The value where none is given, as text; null where one must be given.</summary>
    public abstract string? DefaultText { get; }

    /// <summary>Whether one must be given.</summary>
    public bool IsRequired => DefaultText is null;

    /// <summary>Reads a word of the text form.</summary>
    /// <param name="word">The word.</param>
    /// <param name="folder">Where relative paths begin; the working directory when null.</param>
    /// <exception cref="FormatException">It is no such value; the message says what is.</exception>
    internal abstract object Read(string word, string? folder);

    /// <summary>Reads a value of the JSON form.</summary>
    /// <inheritdoc cref="Read(string, string?)"/>
    internal abstract object Read(JsonElement json, string? folder);

    /// <summary>The word that <see cref="Read(string, string?)"/> reads as <paramref name="value"/>.</summary>
    internal abstract string Write(object value, string? folder);

    /// <summary>The JSON that <see cref="Read(JsonElement, string?)"/> reads as <paramref name="value"/>.</summary>
    internal abstract JsonNode WriteJson(object value, string? folder);

    /// <summary>The word that stands for what a value is, wherever it lies.</summary>
    internal virtual string Identify(object value) => Write(value, folder: null);

    /// <summary>Whether <paramref name="value"/> is what holds where none is given.</summary>
    internal virtual bool IsDefault(object value) => false;

    private protected FormatException Wrong(string given) => new($"{Name} is {given}; it must be {Range}.");
}
