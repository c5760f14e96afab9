namespace Mlvgm.Benchmarks.Endurance;

/// <summary>A verb of <c>mlvgm</c>, or the example service, as it is run in every surrounding.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Arguments">Its arguments, from inputs and the output folder.</param>
sealed record StarvedVerb(string Name, Func<TinyInputs, string, string[]> Arguments)
{
    /// <summary>Starts the service given after its name, sends it a picture, prints the answer, and asks it to stop.</summary>
    const string Exchange = """
        picture=$1; shift
        coproc SERVICE { exec "$@" --urls http://127.0.0.1:0; }
        service=$SERVICE_PID
        exec 3<&"${SERVICE[0]}"
        while read -r line <&3; do
          case $line in *"Now listening on: "*)
            curl -sS --fail --data-binary "@$picture" "${line##*: }/features" || exit 3
            kill -TERM $service
            break;;
          esac
        done
        wait $service
        """;

    /// <summary>What is started.</summary>
    public string Program { get; private init; } = "mlvgm";

    /// <summary>Whether it is the service, which answers on its standard output and writes nothing.</summary>
    public bool IsService => Program != "mlvgm";

    /// <summary>Every one.</summary>
    public static IReadOnlyList<StarvedVerb> All { get; } =
    [
        new("train", (i, o) => ["train", i.Generator, .. Encoder, "--out", o]),
        new("train --images", (i, o) => ["train", "--images", i.Data, "--knn-data", i.Data, .. Encoder, "--out", o]),
        new(
            "measure",
            (i, o) => [
                "measure", i.Generator, "--levels", "z1", "--pairs", "4", "--encoder-width", "4", "--monte-carlo", "50", "--refit-iterations", "1",
                "--resample-iterations", "1", "--held-out-batches", "1", "--checkpoint-every", "2", "--max-iterations", "4", "--device", "cpu", "--out", o,
            ]),
        new("evaluate", (i, o) => ["evaluate", i.Encoder, "--data", i.Data, "--labels-per-class", "4", "--draws", "2", "--device", "cpu", "--out", o]),
        new("embed", (i, o) => ["embed", i.Encoder, "--data", i.Data, "--format", "Csv", "--device", "cpu", "--out", o]),
        new("views", (i, o) => ["views", i.Generator, "--strategy", "all", "--device", "cpu", "--out", o]),
        new("model-card", (i, o) => ["model-card", i.Generator, i.Encoder, "--data", i.Data, "--device", "cpu", "--out", o]),
        new(
            "experiment",
            (i, o) => [
                "experiment", "views", "--views", "all=random:0.3", "--generator", i.Generator, "--data", i.Data, "--seeds", "1", "--labels-per-class", "4",
                .. Encoder, "--out", o,
            ]),
        new("export", (i, o) => ["export", i.Generator, "--device", "cpu", "--out", o]),
        new("inspect", (i, o) => ["inspect", i.Generator, "--json", Path.Combine(o, "inspect.json")]),
        new("EncoderService", (i, _) => ["--Encoder", i.Encoder]) { Program = "EncoderService" },
    ];

    static string[] Encoder =>
        ["--backbone", "resnet10", "--width", "2", "--batch", "4", "--steps", "4", "--log-every", "1", "--checkpoint-minutes", "0", "--device", "cpu"];

    /// <summary>The whole command.</summary>
    /// <param name="inputs">What it works on.</param>
    /// <param name="output">Where it writes.</param>
    /// <param name="cultures">Whether it takes the culture of its surrounding.</param>
    public IReadOnlyList<string> Command(TinyInputs inputs, string output, bool cultures)
    {
        string program = Path.Combine(AppContext.BaseDirectory, Program);
        string[] start = cultures ? ["dotnet", "exec", "--runtimeconfig", CultureConfiguration.Of(program), $"{program}.dll"] : [program];
        string[] command = [.. start, .. Arguments(inputs, output)];
        return IsService ? ["bash", "-c", Exchange, "exchange", inputs.Picture, .. command] : command;
    }
}
