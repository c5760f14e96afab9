using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Onnx;

namespace Consumer.Tests;

public class PackageTests
{
    [Fact]
    public void The_encoder_and_its_card_are_used_without_TorchSharp()
    {
        var card = EncoderCard.Read(Fixture.Encoder);
        using var encoder = new OnnxEncoder(Fixture.Encoder);
        Assert.Equal(card.FeatureWidth, encoder.FeatureWidth);
        float[] features = encoder.Encode(Fixture.Images);
        Assert.Equal(Fixture.Images.Length / encoder.InputSize * card.FeatureWidth, features.Length);
        string[] loaded = [.. AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!)];
        Assert.DoesNotContain(loaded, name => name.StartsWith("TorchSharp", StringComparison.Ordinal));
        Assert.All(loaded.Where(name => name.StartsWith("Mlvgm", StringComparison.Ordinal)),
            name => Assert.Contains(name, (string[])["Mlvgm.MLNet.Core", "Mlvgm.MLNet.Onnx"]));
    }

    [Fact]
    public void No_training_assembly_and_no_libtorch_is_beside_the_program()
    {
        string[] paths = Directory.GetFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories);
        string[] files = [.. paths.Select(path => Path.GetFileName(path))];
        Assert.Contains("Mlvgm.MLNet.Onnx.dll", files);
        Assert.DoesNotContain(files, name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(files, name => name is "Mlvgm.MLNet.dll" or "Mlvgm.MLNet.OnnxExport.dll");
    }

    [Fact]
    public void A_shipped_encoder_is_opened_by_its_name_and_encodes_a_picture()
    {
        using var encoder = new OnnxEncoder(ModelStore.Shipped().PathOf("fashion-mnist-encoder", "onnx"));
        byte[] pixels = [.. Enumerable.Range(0, 28 * 28).SelectMany(i => new[] { (byte)(i % 28 * 9), (byte)(i / 28 * 9), (byte)120, byte.MaxValue })];
        using var picture = MLImage.CreateFromPixels(28, 28, MLPixelFormat.Bgra32, pixels);
        float[] features = encoder.Encode(picture);
        Assert.Equal(256, features.Length);
        Assert.InRange(features.Distinct().Count(), 100, 256);
        Assert.Contains("fashion-mnist-encoder", Assert.Throws<ArgumentException>(() => ModelStore.Shipped().PathOf("photographs-of-nobody", "onnx")).Message);
        Assert.DoesNotContain(Directory.GetFiles(AppContext.BaseDirectory), file => Path.GetFileName(file) == "Mlvgm.MLNet.Models.dll");
    }

    [Fact]
    public void ApplyEncoder_and_OnnxEncoder_agree()
    {
        using var encoder = new OnnxEncoder(Fixture.Encoder);
        var ml = new MLContext();
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.Image)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, encoder.InputShape.ToArray());
        var images = Fixture.Images.Chunk(encoder.InputSize).Select(values => new Row { Image = values });
        var data = ml.Data.LoadFromEnumerable(images, definition);
        using var model = ml.Transforms.ApplyEncoder(Fixture.FeatureColumn, Fixture.InputColumn, Fixture.Encoder).Fit(data);
        float[] rows = [.. model.Transform(data).GetColumn<float[]>(Fixture.FeatureColumn).SelectMany(values => values)];
        float[] batch = encoder.Encode(Fixture.Images);
        Assert.Equal(batch.Length, rows.Length);
        for (int i = 0; i < rows.Length; i++) Assert.Equal(batch[i], rows[i], 1e-5f);
    }

    sealed class Row
    {
        public float[] Image = [];
    }
}
