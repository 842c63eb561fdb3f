import App

runProgram(Array(CommandLine.arguments.dropFirst()), world: .system)
