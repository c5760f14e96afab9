using System.Globalization;

namespace Mlvgm.MLNet.Settings;

/// <summary>The values that a setting may have; every number in it is finite.</summary>
sealed class SettingRange(SettingAttribute declared)
{
    bool HasLower => !double.IsNaN(declared.Minimum) || !double.IsNaN(declared.Above);

    bool HasUpper => !double.IsNaN(declared.Maximum) || !double.IsNaN(declared.Below);

    /// <summary>Whether <paramref name="value"/> lies in it.</summary>
    public bool Contains(double value) => double.IsFinite(value)
        && !(value < declared.Minimum) && !(value <= declared.Above) && !(value > declared.Maximum) && !(value >= declared.Below);

    /// <summary>The range in words; null for every finite number.</summary>
    public string? Text => (HasLower, HasUpper) switch
    {
        (false, false) => null,
        (true, false) => double.IsNaN(declared.Above) ? $"{Number(declared.Minimum)} or more" : $"above {Number(declared.Above)}",
        (false, true) => double.IsNaN(declared.Below) ? $"{Number(declared.Maximum)} or less" : $"below {Number(declared.Below)}",
        _ => $"in {(double.IsNaN(declared.Above) ? $"[{Number(declared.Minimum)}" : $"({Number(declared.Above)}")}, " +
            (double.IsNaN(declared.Below) ? $"{Number(declared.Maximum)}]" : $"{Number(declared.Below)})"),
    };

    static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
