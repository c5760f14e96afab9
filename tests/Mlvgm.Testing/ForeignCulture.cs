using System.Globalization;

namespace Mlvgm.Testing;

/// <summary>A country where numbers are written otherwise, until it is disposed; made here, since a machine may know none.</summary>
public sealed class ForeignCulture : IDisposable
{
    readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public ForeignCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (",", ".", "\u2212");
        (culture.DateTimeFormat.DateSeparator, culture.DateTimeFormat.ShortDatePattern) = (".", "dd.MM.yyyy");
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
