import App
import Glibc

exit(await unionhome(Array(CommandLine.arguments.dropFirst()), world: .system))
