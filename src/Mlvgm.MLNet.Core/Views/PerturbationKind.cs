using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views.Parameters;

namespace Mlvgm.MLNet.Views;

/// <summary>
/// What a kind of perturbation is called, takes and does. Registered in <see cref="PerturbationRegistry"/>, it can be read and written in the text
/// form, the JSON form and presets, and is listed by help.
/// </summary>
/// <example>See <c>examples/ApiTour/ShiftPerturbation.cs</c>.</example>
public sealed class PerturbationKind
{
    /// <summary>The key in JSON that holds <see cref="Word"/>.</summary>
    internal const string WordKey = "perturbation";

    readonly Func<ParameterValues, LatentSpan, Perturbation> _make;
    readonly Func<Perturbation, ParameterValues> _values;

    PerturbationKind(
        Type type, string word, string text, IReadOnlyList<Parameter> parameters, Func<ParameterValues, LatentSpan, Perturbation> make,
        Func<Perturbation, ParameterValues> values)
    {
        (Type, Word, Text, Parameters, _make, _values) = (type, word, text, parameters, make, values);
        Check();
    }

    /// <summary>The word by which strategies know it; the <see cref="Perturbation.Name"/> of every one.</summary>
    public string Word { get; }

    /// <summary>What it does to a latent, in a few words.</summary>
    public string Text { get; }

    /// <summary>What it takes. In the text form, numbers are in this order, flags behind them in any order, a file last.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The text form, such as <c>random:SIGMA[:T]</c>.</summary>
    public string Usage
    {
        get
        {
            string numbers = Parameters.OfType<NumberParameter>().Reverse().Aggregate(
                "", (behind, number) => number.IsRequired ? $":{number.Symbol}{behind}" : $"[:{number.Symbol}{behind}]");
            return Word + numbers + string.Concat(Parameters.OfType<FlagParameter>().Select(flag => $"[:{flag.Symbol}]"))
                + string.Concat(Parameters.OfType<FileParameter>().Select(file => $":{file.Symbol}"));
        }
    }

    /// <summary>The class of such perturbations.</summary>
    internal Type Type { get; }

    /// <summary>Describes a class of perturbations.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="word">The word by which strategies know it, which its <see cref="Perturbation.Name"/> is too.</param>
    /// <param name="text">What it does to a latent, in a few words.</param>
    /// <param name="parameters">What it takes: numbers, those that have a default behind those that have none; flags; at most one file, in place of numbers
    /// that have a default.</param>
    /// <param name="make">Makes one from the values of the parameters, for the latents that it is to move.</param>
    /// <param name="values">The values from which <paramref name="make"/> makes the same; those that are defaults may be left out.</param>
    /// <exception cref="ArgumentException">Two parameters have one name, or they are in another order.</exception>
    public static PerturbationKind Of<T>(
        string word, string text, IReadOnlyList<Parameter> parameters, Func<ParameterValues, LatentSpan, T> make, Func<T, ParameterValues> values)
        where T : Perturbation
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(word);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(make);
        ArgumentNullException.ThrowIfNull(values);
        return new PerturbationKind(typeof(T), word, text, [.. parameters], make, perturbation => values((T)perturbation));
    }

    /// <summary>Makes a perturbation of values that were read.</summary>
    internal Perturbation Make(ParameterValues values, LatentSpan span) => _make(values, span);

    /// <summary>The values of a perturbation of this kind.</summary>
    internal ParameterValues ValuesOf(Perturbation perturbation) => _values(perturbation);

    /// <summary>The parameter called <paramref name="name"/>, in any case; null if there is none.</summary>
    internal Parameter? Find(string name) => Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    void Check()
    {
        string[] names = [WordKey, .. Parameters.Select(parameter => parameter.Name)];
        if (names.CountBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(name => name.Value > 1).Key is { } twice)
            throw new ArgumentException($"'{Word}' has two parameters '{twice}'.");
        bool[] numbers = [.. Parameters.OfType<NumberParameter>().Select(number => number.IsRequired)];
        if (!numbers.SequenceEqual(numbers.OrderDescending()))
            throw new ArgumentException($"'{Word}' has a number without a default behind one with a default; the text form could not tell them apart.");
        int files = Parameters.OfType<FileParameter>().Count();
        if (files > 1 || files == 1 && numbers.Contains(false))
            throw new ArgumentException($"'{Word}' takes {files} files and numbers with a default; the text form has room for one file and numbers without.");
    }
}
