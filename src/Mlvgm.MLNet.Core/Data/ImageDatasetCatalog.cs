using Mlvgm.MLNet.Data;

namespace Microsoft.ML;

/// <summary>Image datasets as data views.</summary>
/// <example>See <c>examples/ApiTour/ImageData.cs</c>.</example>
public static class ImageDatasetCatalog
{
    /// <summary>Shows a dataset as an <see cref="IDataView"/> whose image column needs no decoding.</summary>
    /// <param name="catalog">The <see cref="MLContext.Data"/> catalog.</param>
    /// <param name="dataset">The images, such as <see cref="ImageDatasetReader"/> reads, or files that are decoded as they are read (<see cref="ImageFileSet"/>), from which
    /// encoders train without a copy.</param>
    /// <param name="imageColumnName">
    /// The column of images: a vector of <see cref="float"/> of dimensions channels x height x width, values in [0, 1].
    /// </param>
    /// <param name="labelColumnName">
    /// The column of classes, a key whose values are the class names; absent when there are no labels.
    /// </param>
    /// <exception cref="ArgumentException">A column name is blank, or both are the same.</exception>
    public static IDataView LoadFromImageDataset(
        this DataOperationsCatalog catalog, IImageSet dataset, string imageColumnName = "Image", string labelColumnName = "Label")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrWhiteSpace(imageColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(labelColumnName);
        if (imageColumnName == labelColumnName)
            throw new ArgumentException($"The column name '{labelColumnName}' occurs twice.", nameof(labelColumnName));
        return new ImageDatasetView(dataset, imageColumnName, labelColumnName);
    }
}
