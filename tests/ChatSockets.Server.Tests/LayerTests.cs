using System.Reflection;
using System.Reflection.Emit;
using ChatSockets.Core;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests;

/// <summary>
/// The namespaces of the storage, the chat and the server know each other downwards only: what one uses never uses it, by whatever way
/// round. Read from the compiled assemblies, every call included, so that it counts, too, what is seen without a using.
/// </summary>
public sealed class LayerTests
{
    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // They put the server together, and so know all of it; the rest of it is handed them.
    private static readonly Type[] Roots = [typeof(ChatServer), typeof(ServerContext), typeof(ServerCommandLine)];

    private static readonly Assembly[] Assemblies = [typeof(Store).Assembly, typeof(ChatContext).Assembly];

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Fact]
    public void Namespaces_know_each_other_downwards_only()
    {
        Dictionary<string, Dictionary<string, string>> graph = Graph();
        graph.Should().ContainKey("ChatSockets.Core.State").WhoseValue.Should().ContainKey("ChatSockets.Core.Accounts");
        // What uses nothing that is left is not part of a circle; what is left in the end is.
        while (graph.Where(one => !one.Value.Keys.Any(graph.ContainsKey)).Select(one => one.Key).ToList() is { Count: > 0 } free)
            free.ForEach(name => graph.Remove(name));
        graph.SelectMany(one => one.Value.Where(used => graph.ContainsKey(used.Key)).Select(used => $"{one.Key} -> {used.Key}: {used.Value}"))
            .Should().BeEmpty("namespaces must not know each other in a circle");
    }

    // What each namespace uses, with one use of it as an example.
    private static Dictionary<string, Dictionary<string, string>> Graph()
    {
        var graph = new Dictionary<string, Dictionary<string, string>>();
        foreach (Type type in Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsCounted))
        {
            string own = PartOf(type);
            if (!graph.TryGetValue(own, out Dictionary<string, string>? uses)) graph.Add(own, uses = []);
            foreach (Type used in Used(type).SelectMany(Parts).Where(IsCounted))
            {
                if (PartOf(used) != own) uses.TryAdd(PartOf(used), $"{type.FullName} uses {used.FullName}");
            }
        }
        return graph;
    }

    private static bool IsCounted(Type type) => type.Namespace is not null && Assemblies.Contains(type.Assembly) && !Roots.Contains(Outer(type));

    private static Type Outer(Type type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    // The storage is one part: its tables are how it keeps its records.
    private static string PartOf(Type type) => type.Assembly == typeof(Store).Assembly ? "ChatSockets.Storage" : type.Namespace!;

    private static IEnumerable<Type> Used(Type type) =>
        [
            .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
            .. type.GetInterfaces(),
            .. type.GetFields(Everything).Select(field => field.FieldType),
            .. type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)).SelectMany(Used),
        ];

    private static IEnumerable<Type> Used(MethodBase method)
    {
        foreach (ParameterInfo parameter in method.GetParameters()) yield return parameter.ParameterType;
        if (method is MethodInfo { ReturnType: var result }) yield return result;
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (LocalVariableInfo local in body.LocalVariables) yield return local.LocalType;
        foreach (MemberInfo member in Members(method, body.GetILAsByteArray()!))
        {
            if (member as Type is { } type) yield return type;
            if (member.DeclaringType is { } declaring) yield return declaring;
            if (member is MethodInfo { IsGenericMethod: true } generic)
            {
                foreach (Type argument in generic.GetGenericArguments()) yield return argument;
            }
        }
    }

    // What the code of a method names.
    private static IEnumerable<MemberInfo> Members(MethodBase method, byte[] code)
    {
        Type[]? ofType = method.DeclaringType?.GetGenericArguments(), ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; at < code.Length;)
        {
            OpCode instruction = OpCodes[code[at] == 0xFE ? (short)((0xFE << 8) | code[at + 1]) : code[at]];
            at += instruction.Size;
            int argument = instruction.OperandType is OperandType.InlineNone ? 0 : Argument(instruction.OperandType, code, at);
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok && method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod) is { } member)
                yield return member;
            at += argument;
        }
    }

    // How many bytes follow the instruction.
    private static int Argument(OperandType kind, byte[] code, int at) => kind switch
    {
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    // Without the arrays, references and arguments around and within it.
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
    }
}
