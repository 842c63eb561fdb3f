/// Every measure, in the order of the table.
let measures: [Measure] = [.httpFixed, .pages, .writeConfirmed, .starting, .binarySize, .export, .sheets, .builds]
let measures: [Measure] = [
    .httpFixed,
    .pages,
    .treeOfDay,
    .writeConfirmed,
    .starting,
    .binarySize,
    .sheets,
    .imports,
    .builds,
]
