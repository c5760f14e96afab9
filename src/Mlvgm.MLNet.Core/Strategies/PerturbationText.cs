using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Parameters;

namespace Mlvgm.MLNet.Strategies;

/// <summary>The text form of one perturbation: its word, and behind colons its values, as in <c>random:0.3:1.5:independent</c>.</summary>
static class PerturbationText
{
    const char Separator = ':';

    /// <summary>Reads the perturbation of <paramref name="span"/>.</summary>
    /// <exception cref="ArgumentException">There is no such perturbation, or a value is missing, too many or wrong.</exception>
    public static Perturbation Parse(string text, LatentSpan span, string? folder)
    {
        string[] words = text.Split(Separator);
        var kind = PerturbationRegistry.All.Find(words[0].Trim());
        ParameterValues values;
        try
        {
            values = Values(kind, words[1..], folder);
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"'{text}' is no perturbation: {e.Message} It is written {kind.Usage}.", e);
        }
        return kind.Make(values, span);
    }

    /// <summary>The text that <see cref="Parse"/> reads; values that are defaults are left out where none follows.</summary>
    /// <exception cref="ArgumentException">Its class is not registered, or it has no file that could be named.</exception>
    public static string Write(Perturbation perturbation, string? folder) =>
        Write(perturbation, KindOf(perturbation), (parameter, value) => parameter.Write(value, folder));

    /// <summary>The same with what is in files in place of their paths; of a class that is not registered, all that it tells about itself.</summary>
    public static string Identify(Perturbation perturbation) => PerturbationRegistry.KindOf(perturbation) is { } kind
        ? Write(perturbation, kind, (parameter, value) => parameter.Identify(value))
        : perturbation.ToString();

    /// <exception cref="ArgumentException">The class is not registered.</exception>
    public static PerturbationKind KindOf(Perturbation perturbation) => PerturbationRegistry.KindOf(perturbation) ?? throw new ArgumentException(
        $"{perturbation.GetType().Name} is not registered under its name '{perturbation.Name}': give its kind to PerturbationRegistry.Register.");

    static string Write(Perturbation perturbation, PerturbationKind kind, Func<Parameter, object, string> write)
    {
        var values = kind.ValuesOf(perturbation);
        int count = 0;
        NumberParameter[] numbers = [.. kind.Parameters.OfType<NumberParameter>()];
        for (int i = 0; i < numbers.Length; i++)
            if (values.Given(numbers[i]) is not null) count = i + 1;
        Parameter[] others = [.. kind.Parameters.OfType<FlagParameter>(), .. kind.Parameters.OfType<FileParameter>()];
        return string.Join(Separator,
        [
            kind.Word,
            .. numbers.Take(count).Select(number => write(number, values.Of(number))),
            .. from other in others let value = values.Given(other) where value is not null select write(other, value),
        ]);
    }

    /// <exception cref="FormatException">A value is missing, too many or wrong.</exception>
    static ParameterValues Values(PerturbationKind kind, string[] words, string? folder)
    {
        var values = new ParameterValues();
        var places = new Queue<Parameter>([.. kind.Parameters.OfType<NumberParameter>(), .. kind.Parameters.OfType<FileParameter>()]);
        for (int i = 0; i < words.Length; i++)
        {
            if (kind.Find(words[i].Trim()) is FlagParameter flag)
            {
                values.Set(flag, true);
                continue;
            }
            if (!places.TryDequeue(out var place)) throw new FormatException($"'{words[i]}' is one value too many.");
            // A path may have colons, so it is all that is left.
            bool last = place is FileParameter;
            values.Set(place, place.Read(last ? string.Join(Separator, words[i..]) : words[i], folder));
            if (last) break;
        }
        return places.FirstOrDefault(place => place.IsRequired) is { } missing
            ? throw new FormatException($"it lacks {missing.Symbol}, {missing.Text} ({missing.Range}).")
            : values;
    }
}
