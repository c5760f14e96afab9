using System.Globalization;

namespace Mlvgm.MLNet.Settings;

/// <summary>
/// Texts of objects that go into files and identities. A record writes its numbers as the thread's culture has them, and nothing that it is asked in can
/// change that: a run that was begun where decimals have a comma would not be recognised elsewhere.
/// </summary>
static class InvariantText
{
    /// <summary>What <paramref name="value"/> calls itself where no culture is set.</summary>
    public static string Of(object value)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return value.ToString() ?? "";
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
