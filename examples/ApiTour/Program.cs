// A tour of the library, part by part, on models and images so small that all of it takes a minute. Tests run each part; the documentation of every
// public type names the part that shows it.
//
//   dotnet run --project examples/ApiTour -c Release -- [FOLDER]

using ApiTour;

string folder = Directory.CreateDirectory(args.ElementAtOrDefault(0) ?? Path.Combine(Path.GetTempPath(), $"api-tour-{Guid.NewGuid():N}")).FullName;
string generator = Small.Generator(folder), encoder = Small.Encoder(folder), data = Small.Data(folder);
string In(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

Console.WriteLine(string.Join(Environment.NewLine, ShippedFiles.Run().Lines));
foreach (var (part, inside, outside) in LatentVectors.Run()) Console.WriteLine($"{part}: moves by {inside:f2}, the rest by {outside:f2}");
foreach (string text in StrategyLanguage.Run(In("strategies")).Texts) Console.WriteLine(text);
foreach (var (name, loss, width) in EveryFramework.Run()) Console.WriteLine($"{name}: loss {loss:f3} of {width} numbers");
foreach (string level in Measuring.Run(generator, In("measured")).Levels) Console.WriteLine(level);
foreach (var (probe, top1) in Probing.Run(encoder)) Console.WriteLine($"{probe}: {top1:p0}");
Console.WriteLine(OwnExperiment.Run(generator, data, In("experiment")).Results.Summary);
Console.WriteLine(EncoderAlone.Run(encoder).Card);
ReportPage.Run(Path.Combine(folder, "page.html"), "A tour");
Console.WriteLine($"{folder}: what the parts have written");
