using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;

namespace Mlvgm.MLNet.Onnx;

/// <summary>
/// The steps of <see cref="Microsoft.ML.EncoderCatalog"/>'s pipelines that ML.NET has not: each is a mapping without a state, which ML.NET saves by its name and finds again in this
/// assembly. What differs between encoders comes in a column.
/// </summary>
static class ImageMappings
{
    // Names of columns and contracts stand in saved models: a pipeline of today must load tomorrow.
    public const string SourceName = "mlvgm.source", OneName = "mlvgm.one", RuleName = "mlvgm.rule", PixelsName = "mlvgm.pixels";
    public const string OneContract = "Mlvgm.MLNet.Onnx.One", PathContract = "Mlvgm.MLNet.Onnx.PixelsOfPath";
    public const string ImageContract = "Mlvgm.MLNet.Onnx.PixelsOfImage", VectorContract = "Mlvgm.MLNet.Onnx.PixelsOfVector";

    /// <summary>What a network takes, of pixels in the range that the card says.</summary>
    static float[] Normalised(float[] pixels, EncoderCard card)
    {
        card.Normalization?.Apply(pixels, pixels.Length);
        return pixels;
    }

    internal sealed class Nothing;

    internal sealed class OneColumn
    {
        [ColumnName(OneName)]
        public float Value { get; set; }
    }

    internal sealed class PathColumns
    {
        [ColumnName(SourceName)]
        public string Path { get; set; } = "";

        [ColumnName(RuleName)]
        public string Rule { get; set; } = "";
    }

    internal sealed class ImageColumns
    {
        [ColumnName(SourceName), ImageOfAnySize]
        public MLImage? Image { get; set; }

        [ColumnName(RuleName)]
        public string Rule { get; set; } = "";
    }

    internal sealed class VectorColumns
    {
        [ColumnName(SourceName)]
        public float[] Vector { get; set; } = [];

        [ColumnName(RuleName)]
        public string Rule { get; set; } = "";
    }

    internal sealed class PixelsColumn
    {
        [ColumnName(PixelsName)]
        public float[] Pixels { get; set; } = [];
    }

    /// <summary>A column from nothing, from which ML.NET's expressions make the one of the rule.</summary>
    [CustomMappingFactoryAttribute(OneContract)]
    internal sealed class OneFactory : CustomMappingFactory<Nothing, OneColumn>
    {
        public override Action<Nothing, OneColumn> GetMapping() => static (_, one) => one.Value = 1;
    }

    [CustomMappingFactoryAttribute(PathContract)]
    internal sealed class PathFactory : CustomMappingFactory<PathColumns, PixelsColumn>
    {
        public override Action<PathColumns, PixelsColumn> GetMapping() => static (row, result) =>
        {
            var card = EncoderRule.Read(row.Rule);
            result.Pixels = Normalised(EncoderPixels.OfFile(row.Path, card), card);
        };
    }

    [CustomMappingFactoryAttribute(ImageContract)]
    internal sealed class ImageFactory : CustomMappingFactory<ImageColumns, PixelsColumn>
    {
        public override Action<ImageColumns, PixelsColumn> GetMapping() => static (row, result) =>
        {
            var card = EncoderRule.Read(row.Rule);
            result.Pixels = Normalised(EncoderPixels.Of(row.Image ?? throw new InvalidDataException("A row has no image."), card), card);
        };
    }

    [CustomMappingFactoryAttribute(VectorContract)]
    internal sealed class VectorFactory : CustomMappingFactory<VectorColumns, PixelsColumn>
    {
        public override Action<VectorColumns, PixelsColumn> GetMapping() => static (row, result) =>
        {
            var card = EncoderRule.Read(row.Rule);
            if (PixelRemedy.Fault(row.Vector, card.PixelMaximum) is { } fault) throw new InvalidDataException($"A row of pixels {fault}");
            // ML.NET fills the same array with the next row.
            result.Pixels = Normalised([.. row.Vector], card);
        };
    }

    /// <summary>ML.NET knows images of one size only, unless a type says that it takes those of any.</summary>
    [AttributeUsage(AttributeTargets.Property)]
    sealed class ImageOfAnySizeAttribute : DataViewTypeAttribute
    {
        public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);

        public override bool Equals(DataViewTypeAttribute? other) => other is ImageOfAnySizeAttribute;

        public override int GetHashCode() => nameof(ImageOfAnySizeAttribute).GetHashCode(StringComparison.Ordinal);
    }
}
