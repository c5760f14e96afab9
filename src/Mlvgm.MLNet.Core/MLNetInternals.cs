using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Mlvgm.MLNet;

/// <summary>The non-public members of ML.NET 5.0 that this library uses (docs/method/what-ml-net-allows.md#non-public-members).</summary>
static class MLNetInternals
{
    /// <summary>A column of a <see cref="SchemaShape"/>.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern SchemaShape.Column NewColumn(
        string name, SchemaShape.Column.VectorKind kind, DataViewType itemType, bool isKey, SchemaShape? annotations);

    /// <summary>The environment that <c>ml.Transforms</c> passes to its estimators.</summary>
    public static IHostEnvironment GetEnvironment(this TransformsCatalog catalog) => Environment(catalog);

    /// <summary>The environment of <c>ml.Data</c>.</summary>
    public static IHostEnvironment GetEnvironment(this DataOperationsCatalog catalog) => Environment(catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_env")]
    static extern ref readonly IHostEnvironment Environment(TransformsCatalog catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_env")]
    static extern ref readonly IHostEnvironment Environment(DataOperationsCatalog catalog);
}
