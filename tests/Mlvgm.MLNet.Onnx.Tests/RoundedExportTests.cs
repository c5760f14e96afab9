using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Onnx.Tests;

/// <summary>Encoders whose weights are stored in 16 or 8 bits.</summary>
public sealed class RoundedExportTests : IDisposable
{
    const int Side = 16, Width = 64;
    static readonly EncoderInputOptions Told = new() { PixelMaximum = 255, Mean = [120], StandardDeviation = [60] };
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void It_computes_to_the_bit_what_float32_weights_of_those_values_would()
    {
        string path = Encoder(), half = _folder.File("half.onnx");
        var result = Export(path, half);
        using OnnxEncoder small = new(half), rounded = new(StoredModel.Read(path).Change("conv.weight", number => (float)(Half)number).Save(_folder.File("rounded.onnx")));
        float[] images = [.. Enumerable.Range(0, 40 * small.InputSize).Select(i => (float)(i * 7919 % 256))];
        float[] features = small.Encode(images);
        Assert.Equal(rounded.Encode(images), features);
        using var encoder = new OnnxEncoder(path);
        float[] before = encoder.Encode(images);
        Assert.NotEqual(before, features);
        // 11 significant bits are a relative error of 5e-4 at most, and errors of many weights cancel.
        Assert.InRange(before.Zip(features, (a, b) => Math.Abs(a - b)).Max() / before.Max(Math.Abs), 1e-7f, 5e-4f);
        Assert.InRange(result.LargestDifference, 1e-7f, 5e-4f);
        Assert.Equal(["conv.weight"], result.Float16);
        Assert.Empty(result.Kept);
        Assert.Equal((new FileInfo(path).Length, new FileInfo(half).Length), (result.BytesBefore, result.BytesAfter));
        Assert.InRange(result.BytesBefore - result.BytesAfter, 2 * 3 * Width * 9 - 250, 2 * 3 * Width * 9);
    }

    [Fact]
    public void In_8_bits_each_output_has_a_scale_and_numbers_are_at_most_half_a_step_away()
    {
        string path = Encoder(), small = _folder.File("small.onnx");
        using var encoder = new OnnxEncoder(path);
        var written = encoder.ExportRounded(small, WeightStorage.Int8);
        Assert.Equal(["conv.weight"], written.Int8);
        Assert.Equal((0, 0), (written.Float16.Count, written.Kept.Count));
        Assert.Equal(["Constant  -> mlvgm.rounded.0", "Cast mlvgm.rounded.0 -> mlvgm.rounded.1"], StoredModel.Read(small).Nodes.Take(2));
        // What float32 weights of the same values would compute: a weight of 27 numbers for each of the outputs.
        int at = 0;
        float[] numbers = StoredModel.Read(path).Numbers("conv.weight"), scales = [.. numbers.Chunk(27).Select(row => row.Max(Math.Abs) / 127)];
        string rounded = StoredModel.Read(path).Change("conv.weight", number => MathF.Round(number / scales[at / 27]) * scales[at++ / 27]).Save(_folder.File("rounded.onnx"));
        var steps = StoredModel.Read(rounded).Numbers("conv.weight").Zip(numbers).Select((pair, i) => Math.Abs(pair.First - pair.Second) / scales[i / 27]);
        Assert.All(steps, step => Assert.InRange(step, 0, 0.5001f));
        using OnnxEncoder copy = new(small), same = new(rounded);
        float[] images = [.. Enumerable.Range(0, 3 * copy.InputSize).Select(i => (float)(i * 7919 % 256))];
        Assert.Equal(same.Encode(images), copy.Encode(images));
        Assert.InRange(written.LargestDifference, 1e-5f, 2e-2f);
        Assert.Equal(WeightStorage.Int8, EncoderCard.Read(small).Weights);
        Assert.Contains("one of Float16, Int8", Assert.Throws<InvalidDataException>(() => EncoderCard.Read(
            PlainModels.Classifier(3, Side).Metadata(new Dictionary<string, string>(encoder.Card!.ToMetadata()) { ["mlvgm.weights"] = "int3" }).Save(_folder.File("odd.onnx")))).Message);
    }

    [Fact]
    public void What_8_bits_would_round_too_much_has_16()
    {
        // One number of a hundred is so much larger than the others that a step would take them to 0.
        string path = new ModelWriter().Input("image", "N", 3, 2, 2).Output("features", "N", 100)
            .Floats("weight", [12, 100], [.. Enumerable.Range(0, 1200).Select(i => i % 100 == 7 ? 1 : 0.0035f)])
            .Node("Flatten", ["image"], "flat").Node("MatMul", ["flat", "weight"], "features").Save(_folder.File("outliers.onnx"));
        using var encoder = new OnnxEncoder(path);
        var written = encoder.ExportRounded(_folder.File("small.onnx"), WeightStorage.Int8);
        Assert.Empty(written.Int8);
        Assert.Equal(["weight"], written.Float16);
    }

    [Fact]
    public void Only_large_weights_change_and_the_card_says_so()
    {
        string path = Encoder(), half = _folder.File("half.onnx");
        Export(path, half);
        StoredModel network = StoredModel.Read(path), copy = StoredModel.Read(half);
        // The nodes read what they read before, which is now a conversion.
        Assert.Equal(["Constant  -> mlvgm.rounded.0", "Cast mlvgm.rounded.0 -> conv.weight", .. network.Nodes], copy.Nodes);
        Assert.Equal(network.Weights.Where(weight => weight.Name != "conv.weight"), copy.Weights);
        var (before, after) = (EncoderCard.Read(path), EncoderCard.Read(half));
        Assert.Equal((null, WeightStorage.Float16), (before.Weights, after.Weights));
        Assert.Equal(before.ToMetadata(), (after with { Weights = null }).ToMetadata());
        // Written anew, it says so still.
        Assert.Equal(WeightStorage.Float16, EncoderCard.Of(half, Told).Weights);
    }

    [Fact]
    public void A_file_without_a_card_stays_one_and_remembers()
    {
        string path = PlainModels.Classifier(3, Side, Width).Save(_folder.File("theirs.onnx")), half = _folder.File("half.onnx");
        using (var encoder = new OnnxEncoder(path)) encoder.ExportRounded(half);
        Assert.False(EncoderCard.IsIn(half));
        Assert.Equal(WeightStorage.Float16, EncoderCard.Of(half, Told).Weights);
        // Told, it gets the card that it was told, or another that says the same of pixels.
        using (var encoder = new OnnxEncoder(path, input: Told)) encoder.ExportRounded(half, card: encoder.Card! with { Name = "small", Licence = "MIT" });
        var card = EncoderCard.Read(half);
        Assert.Equal(("small", "MIT", 255f, WeightStorage.Float16), (card.Name, card.Licence, card.PixelMaximum, card.Weights));
    }

    [Theory]
    [InlineData(65_600f, 0)]
    [InlineData(float.PositiveInfinity, 0)]
    [InlineData(65_519f, 1)]
    // Half of the smallest number of 16 bits, and numbers of which it keeps 4 bits; 1e-4 is an ordinary one.
    [InlineData(2.9e-8f, 0)]
    [InlineData(1e-6f, 0)]
    [InlineData(1e-4f, 1)]
    [InlineData(0f, 1)]
    public void Numbers_that_16_bits_cannot_hold_keep_their_32(float value, int rounded)
    {
        float[] weight = new float[12 * 100];
        for (int i = 0; i < weight.Length; i++) weight[i] = value * (0.8f + 0.2f * (i % 7) / 6);
        weight[^1] = value;
        string path = new ModelWriter().Input("image", "N", 3, 2, 2).Output("features", "N", 200)
            .Floats("good", [12, 100], [.. Enumerable.Range(1, 1200).Select(i => MathF.Sin(i))]).Floats("odd", [12, 100], weight)
            .Node("Flatten", ["image"], "flat").Node("MatMul", ["flat", "good"], "one").Node("MatMul", ["flat", "odd"], "scaled").Node("Sigmoid", ["scaled"], "two")
            .Node("Concat", ["one", "two"], ["features"], ("axis", 1)).Save(_folder.File("network.onnx"));
        using var encoder = new OnnxEncoder(path);
        var result = encoder.ExportRounded(_folder.File("half.onnx"));
        Assert.Equal(rounded == 1 ? ["good", "odd"] : ["good"], result.Float16);
        Assert.Equal(rounded == 1 ? [] : ["odd"], result.Kept);
        Assert.InRange(result.LargestDifference, 0, 1e-3f);
    }

    [Fact]
    public void Weights_that_an_old_file_lists_among_its_inputs_or_writes_number_by_number_are_rounded_too()
    {
        string path = Encoder(), old = StoredModel.Read(path).AsOldFile().Save(_folder.File("old.onnx"));
        Export(path, _folder.File("half.onnx"));
        Export(old, _folder.File("old-half.onnx"));
        using OnnxEncoder half = new(_folder.File("half.onnx")), oldHalf = new(_folder.File("old-half.onnx"));
        float[] images = [.. Enumerable.Range(0, 2 * half.InputSize).Select(i => (float)(i % 251))];
        Assert.Equal(half.Encode(images), oldHalf.Encode(images));
    }

    [Fact]
    public void A_pipeline_of_ML_NET_takes_it_as_any_encoder()
    {
        string half = _folder.File("half.onnx");
        Export(Encoder(), half);
        using var encoder = new OnnxEncoder(half);
        var ml = new MLContext();
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.Image)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3, Side, Side);
        float[][] images = [.. Enumerable.Range(1, 3).Select(k => Enumerable.Range(0, encoder.InputSize).Select(i => (float)(i * k % 256)).ToArray())];
        var rows = ml.Data.LoadFromEnumerable(images.Select(image => new Row { Image = image }), definition);
        using var model = ml.Transforms.ApplyEncoder("Features", "Image", encoder).Fit(rows);
        float[] byPipeline = [.. model.Transform(rows).GetColumn<float[]>("Features").SelectMany(features => features)];
        Assert.All(byPipeline.Zip(encoder.Encode([.. images.SelectMany(image => image)])), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void What_cannot_be_rounded_is_refused_and_nothing_is_written()
    {
        string path = Encoder(), half = _folder.File("half.onnx"), target = _folder.File("target.onnx");
        Export(path, half);
        Assert.Contains("rounded already", Refused(half, target));
        string small = PlainModels.Classifier(3, Side, width: 4).Save(_folder.File("small.onnx"));
        Assert.Contains("no weights to round", Refused(small, target));
        string huge = StoredModel.Read(path).Change("conv.weight", number => number * 1e30f).Save(_folder.File("huge.onnx"));
        Assert.Contains("16 bits cannot hold 'conv.weight'", Refused(huge, target));
        string old = new ModelWriter().OperatorSet(5).Input("image", "N", 3, 16, 16).Output("features", "N", 64).Floats("weight", [768, 64], new float[768 * 64])
            .Node("Flatten", ["image"], "flat").Node("MatMul", ["flat", "weight"], "features").Save(_folder.File("old.onnx"));
        Assert.Contains("version 5", Refused(old, target));
        File.WriteAllBytes(_folder.File("weights.bin"), new byte[4 * 768 * 64]);
        string external = new ModelWriter().Input("image", "N", 3, 16, 16).Output("features", "N", 64).External("weight", [768, 64], "weights.bin")
            .Node("Flatten", ["image"], "flat").Node("MatMul", ["flat", "weight"], "features").Save(_folder.File("external.onnx"));
        Assert.Contains("'weight' are not in the file", Refused(external, target));
        using var encoder = new OnnxEncoder(path);
        Assert.Contains("says something else of pixels", Assert.Throws<ArgumentException>(
            () => encoder.ExportRounded(target, card: encoder.Card! with { PixelMaximum = 1 })).Message);
        Assert.False(File.Exists(target));
        byte[] before = File.ReadAllBytes(path);
        string link = _folder.File("link.onnx");
        File.CreateSymbolicLink(link, path);
        foreach (string own in new[] { path, link })
            Assert.Contains("would be lost", Assert.Throws<ArgumentException>(() => encoder.ExportRounded(own)).Message);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    public void Dispose() => _folder.Dispose();

    static RoundedWeights Export(string path, string destination)
    {
        using var encoder = new OnnxEncoder(path);
        return encoder.ExportRounded(destination);
    }

    static string Refused(string path, string target) => Assert.Throws<InvalidDataException>(() => Export(path, target)).Message;

    string Encoder()
    {
        string path = PlainModels.Classifier(3, Side, Width).Save(_folder.File("encoder.onnx"));
        EncoderCard.Of(path, Told).WriteInto(path);
        return path;
    }

    sealed class Row
    {
        public float[] Image = [];
    }
}
