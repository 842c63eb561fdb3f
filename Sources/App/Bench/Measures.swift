/// Every measure, in the order of the table.
let measures: [Measure] = [.httpFixed, .pages, .writeConfirmed, .start, .binarySize, .sheets, .builds]
