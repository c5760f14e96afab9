using Microsoft.ML;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Cli.Commands.Training;

/// <summary>Where pairs come from, opened.</summary>
/// <param name="View">The rows.</param>
/// <param name="ImageShape">The shape of every image.</param>
/// <param name="Generator">The generator that makes them, which is disposed with this; null for real images.</param>
sealed record OpenedPairs(IDataView View, ImageShape ImageShape, IDisposable? Generator) : IDisposable
{
    public void Dispose() => Generator?.Dispose();
}
