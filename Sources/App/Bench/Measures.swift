/// Every measure, in the order of the table.
let measures: [Measure] = [
    .httpFixed,
    .pages,
    .treeOfDay,
    .writeConfirmed,
    .starting,
    .binarySize,
    .export,
    .sheets,
    .reading,
    .imports,
    .quota,
    .signOffBatch,
    .builds,
]
