using Equipoise.Cli;

return await new EquipoiseCli(Console.Out, Console.Error).RunAsync(args);
