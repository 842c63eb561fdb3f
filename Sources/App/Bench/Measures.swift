/// Every measure, in the order of the table.
let measures: [Measure] = [.httpFixed, .startTime, .binarySize]
