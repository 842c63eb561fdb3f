/// Every measure, in the order of the table.
let measures: [Measure] = [.httpFixed, .pages, .writeConfirmed, .starting, .binarySize, .export, .sheets, .builds]
