namespace Mlvgm.MLNet.Data;

/// <summary>What a reader does with an image file that does not decode, or cannot be read.</summary>
public enum UndecodableImages
{
    /// <summary>Stop with an error that names the file.</summary>
    Fail,

    /// <summary>Leave the image out and list it in <see cref="ImageDataset.Skipped"/>.</summary>
    Skip,
}
