export { databaseIsAway, openDatabase, type Database, type Db, type Row, many, violates } from './connection.ts';
export { instant, bilingual, digest } from './columns.ts';
export { knownMigrations, migrate, migrationsFolder, pendingMigrations } from './migrate.ts';
export { startCluster, type Cluster, ClusterError } from './embedded/cluster.ts';
export { claimFolder, ownerOf, FolderTaken, type Owner } from './embedded/owner.ts';
export { clusterConnection } from './embedded/cluster.ts';
export { clusterPlace } from './embedded/place.ts';
export { brokenReferences, type BrokenReference } from './broken-references.ts';
