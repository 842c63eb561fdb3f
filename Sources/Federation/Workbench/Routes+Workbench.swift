import Web

let workbenchRoutes: [Route] = [
    .get(Places.workbench, .member, showWorkbench),
    .post(Places.desk, .member, sitDown),
]
