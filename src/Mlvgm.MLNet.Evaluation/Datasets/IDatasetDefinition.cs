using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>A published data set: where it is found, how its files lie, and which images are for training and which for testing.</summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public interface IDatasetDefinition
{
    /// <summary>The name under which it is asked for, such as <c>dtd</c>.</summary>
    string Name { get; }

    /// <summary>Its full name.</summary>
    string Title { get; }

    /// <summary>Where it is published.</summary>
    string Published { get; }

    /// <summary>The files and folders that are expected, relative to the folder that is given.</summary>
    string Layout { get; }

    /// <summary>Opens a split.</summary>
    /// <param name="folder">The folder that holds the data set as it is published.</param>
    /// <param name="split">The part.</param>
    /// <param name="shape">The shape to which every image is brought.</param>
    /// <param name="seed">The seed of the split, for those data sets that are published without one.</param>
    /// <exception cref="FileNotFoundException">Something is missing; the message says what, and where the data set is published.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or contradicts another.</exception>
    IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed);
}
