return await Mlvgm.MLNet.Cli.MlvgmCommandLine.RunAsync(args, Console.Out, Console.Error);
