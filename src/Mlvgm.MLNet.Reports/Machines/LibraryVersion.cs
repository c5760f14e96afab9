using System.Reflection;

namespace Mlvgm.MLNet.Reports.Machines;

/// <summary>Versions that a result may depend on.</summary>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public static class LibraryVersion
{
    /// <summary>The version of the library that has a type.</summary>
    public static string Of(Type type) => WithCommit(type).Split('+')[0];

    /// <summary>The same with the commit that it was built from, after a plus sign, where the library says it.</summary>
    public static string WithCommit(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? type.Assembly.GetName().Version?.ToString() ?? "unknown";
    }
}
