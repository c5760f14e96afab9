using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using TrainOnYourImages;

namespace Examples.Tests;

public sealed class TrainOnYourImagesTests(TinyEncoder pictures) : IClassFixture<TinyEncoder>
{
    [Fact]
    public void A_folder_of_images_of_any_size_becomes_an_encoder_and_a_second_start_goes_on()
    {
        for (int i = 0; i < 6; i++) pictures.Picture("mine", i, side: 20 + i);
        string run = pictures.File("run");
        var trained = FolderTraining.Train(pictures.File("mine"), run, 16, quick: true, TextWriter.Null, CancellationToken.None);
        using (trained.Transformer) Assert.Equal((new ImageShape(3, 16, 16), 2), (trained.Card.InputShape, trained.Training.Steps));
        byte[] encoder = File.ReadAllBytes(trained.OnnxPath);
        using (FolderTraining.Train(pictures.File("mine"), run, 16, quick: true, TextWriter.Null, CancellationToken.None).Transformer)
            Assert.Equal(encoder, File.ReadAllBytes(trained.OnnxPath));
        Assert.Equal("SimSiam", EncoderCard.Read(trained.OnnxPath).Training!.Method);
    }
}
