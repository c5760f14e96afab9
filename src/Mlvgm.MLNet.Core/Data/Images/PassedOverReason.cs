namespace Mlvgm.MLNet.Data.Images;

/// <summary>Why a file in a data set's folder or .zip is not read.</summary>
/// <example>See <c>examples/ApiTour/DataFindings.cs</c>.</example>
public enum PassedOverReason
{
    /// <summary>Its extension is not that of an image that is read.</summary>
    Extension,

    /// <summary>Its name, or that of a folder above it, begins with a dot.</summary>
    Hidden,

    /// <summary>It stands in a folder that other programs leave, such as <c>@eaDir</c> or <c>__MACOSX</c>.</summary>
    StrayFolder,

    /// <summary>It is a file or folder that was met under another name, by a link.</summary>
    MetTwice,

    /// <summary>It stands beside the folders of the data set's parts.</summary>
    OutsideParts,
}
