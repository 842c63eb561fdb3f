/// Every subcommand, in the order of the help.
let commands: [Command] = [.serve, .federation]
