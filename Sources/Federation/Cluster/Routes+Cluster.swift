import Web

let clusterRoutes: [Route] = [
    .get(Places.unitClusters, .officer(.unitSee), listClusters),
    .get(Places.unitClusterNew, .officer(.unitKeep), askCluster),
    .post(Places.unitClusters, .officer(.unitKeep), makeCluster, again: askCluster),
    .get(Places.cluster, .officer(.unitSee), showCluster),
    .get(Places.clusterRevision, .officer(.unitKeep), askClusterRevision),
    .post(Places.clusterRevision, .officer(.unitKeep), reviseCluster, again: askClusterRevision),
    .post(Places.clusterMembers, .officer(.unitKeep), enterCluster, again: askClusterRevision),
    .get(Places.clusterMemberEnd, .officer(.unitKeep), askLeaving),
    .post(Places.clusterMemberEnd, .officer(.unitKeep), leaveCluster, again: askLeaving),
    .post(Places.clusterLead, .officer(.unitKeep), handLead, again: askClusterRevision),
    .post(Places.clusterEnd, .officer(.unitKeep), endCluster, again: askClusterRevision),
]
