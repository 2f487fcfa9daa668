using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ChatSockets.Fuzz;

var inputs = new Option<long>("--inputs") { Description = "How many inputs for each target.", DefaultValueFactory = _ => 1_000_000 };
var minutes = new Option<double>("--minutes")
{
    Description = "Ends after that time, whatever is left.",
    DefaultValueFactory = _ => double.MaxValue
};
var names = new Option<string[]>("--target") { Description = "Only these targets.", AllowMultipleArgumentsPerToken = true };
var seed = new Option<int>("--seed")
{
    Description = "Makes the same inputs again; another each time without it.",
    DefaultValueFactory = _ => Environment.TickCount
};
var command = new RootCommand(
    "Gives nearly right inputs to everything that reads what strangers send. Ends with 1 at the first defect.") { inputs, minutes, names,
    seed };
command.SetAction(parsed =>
{
    string[] wanted = parsed.GetValue(names) ?? [];
    long end = Stopwatch.GetTimestamp() + (long)Math.Min((double)long.MaxValue / 4, parsed.GetValue(minutes) * 60 * Stopwatch.Frequency);
    foreach (FuzzTarget target in FuzzTargets.All().Where(target => wanted.Length == 0 || wanted.Contains(target.Name)))
    {
        var fuzzer = new Fuzzer(target, parsed.GetValue(seed));
        using var watch = new Timer(_ =>
        {
            if (fuzzer.Hangs) Environment.FailFast(
                $"{target.Name} hangs, with the seed {parsed.GetValue(seed)} after {fuzzer.Inputs} inputs");
        }, null, 1000, 1000);
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        long began = Stopwatch.GetTimestamp();
        Defect? defect = fuzzer.Run(parsed.GetValue(inputs), () => Stopwatch.GetTimestamp() > end);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        long grown = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1024;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{target.Name,-14} {fuzzer.Inputs,12:N0} inputs {fuzzer.Inputs / seconds,12:N0} a second, {grown:+#;-#;0} KiB, seed "
                + $"{parsed.GetValue(seed)}"));
        if (defect is null) continue;
        Console.WriteLine(defect);
        return 1;
    }
    return 0;
});
return command.Parse(args).Invoke();
