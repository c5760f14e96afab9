using System.Globalization;
using Mlvgm.MLNet.WeightFiles;

namespace Mlvgm.MLNet.Torch.Import.Nvae;

/// <summary>
/// The state dictionaries of an NVAE checkpoint: the plain one, and one for each temperature at which batch-norm statistics were estimated
/// (docs/method/nvae.md#batch-statistics).
/// </summary>
sealed class NvaeDictionaries(WeightFileContents contents)
{
    const string PlainKey = "state_dict";
    const string TemperatureKey = "state_dict_temp=";

    /// <summary>The weights as trained: those under <c>state_dict</c>, or the whole file where there are none.</summary>
    public NvaeDictionary Plain { get; } =
        new(contents, contents.Tensors.Keys.Any(name => name.StartsWith($"{PlainKey}/", StringComparison.Ordinal)) ? $"{PlainKey}/" : "");

    /// <summary>The weights with the statistics of a temperature.</summary>
    /// <exception cref="InvalidDataException">There are none; the message lists the temperatures that there are.</exception>
    public NvaeDictionary At(double temperature)
    {
        string[] texts = [.. contents.Tensors.Keys
            .Where(name => name.StartsWith(TemperatureKey, StringComparison.Ordinal) && name.Contains('/'))
            .Select(name => name[TemperatureKey.Length..name.IndexOf('/', StringComparison.Ordinal)])
            .Distinct()];
        string? found = texts.FirstOrDefault(text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value == temperature);
        if (found is not null) return new NvaeDictionary(contents, $"{TemperatureKey}{found}/");
        string available = texts.Length == 0 ? "none" : string.Join(", ", texts);
        throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
            $"it has no weights for the temperature {temperature}; there are for: {available}."));
    }
}
