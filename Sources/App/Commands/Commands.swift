/// Every subcommand, in the order of the help.
let commands: [Command] = [
    .serve, .work, .migrate, .federation, .demo, .account, .importing, .export, .check, .backup, .restore, .keys,
    .openAPI, .bench,
]
