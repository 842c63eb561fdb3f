import Web

let postRoutes: [Route] = [
    .get(Places.posts, .officer(.postKeep), listPosts),
    .post(Places.posts, .officer(.postKeep), givePost, again: listPosts),
    .get(Places.postEnd, .officer(.postKeep), askPostEnd),
    .post(Places.postEnd, .officer(.postKeep), endPost, again: askPostEnd),
    .get(Places.permissions, .officer(.unitSee), showPermissions),
]
