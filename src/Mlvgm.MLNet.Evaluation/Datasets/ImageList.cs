using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>Image files with their classes, as they are found.</summary>
/// <param name="classNames">The name of each class.</param>
sealed class ImageList(IReadOnlyList<string> classNames)
{
    readonly List<string> _paths = [];
    readonly List<int> _labels = [];

    public void Add(string path, int label)
    {
        _paths.Add(path);
        _labels.Add(label);
    }

    /// <param name="shape">The shape to which every image is brought.</param>
    /// <param name="findings">What was found in the folders that were listed; nothing when null.</param>
    public ImageFileSet ToImageSet(ImageShape shape, ImageFindings? findings = null) =>
        new(shape, _paths, _labels, classNames) { Findings = findings ?? ImageFindings.None };
}
