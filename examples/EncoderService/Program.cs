// An encoder as a service: POST an image, get its features or its class. Images that come at the same time are encoded together.
//
//   dotnet run --project examples/EncoderService -c Release -- --Encoder fashion-mnist-encoder [--References FOLDER] [--urls http://localhost:5080]
//   curl --data-binary @shirt.png http://localhost:5080/features
//
// docs/service.md has the options, the limits, and what is to stand in front of it.

using EncoderService;
using Mlvgm.MLNet.Settings;

NativeHeap.GiveImagesBack();
try
{
    await using var app = Service.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException or SettingsException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
