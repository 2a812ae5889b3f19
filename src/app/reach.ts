import type { Config } from '#core/config/index.ts';
import {
	type Cluster,
	claimFolder,
	clusterConnection,
	clusterPlace,
	type Database,
	openDatabase,
	ownerOf,
	startCluster,
} from '#core/database/index.ts';
import type { Log } from '#core/log/index.ts';
import { demandNotMoved } from './upkeep/notes.ts';

/** The database of a data folder, and whether this process answers for it. */
export interface Reached {
	database: Database;
	owner: boolean;
	/** Stops what was started for it and gives the folder free; the pool is closed before. */
	release(): Promise<void>;
}

/**
 * Claims the folder or joins its owner; starts or reaches PostgreSQL.
 * @param alone whether this process must own the folder
 * @throws FolderTaken, ClusterError, FolderMoved: their messages are for people
 */
export async function reachDatabase(
	config: Config,
	options: { what: string; alone: boolean },
	log: Log,
): Promise<Reached> {
	if (!config.databaseUrl) demandNotMoved(config.dataDir);
	const beside = !options.alone && ownerOf(config.dataDir) !== undefined;
	const free = beside ? () => undefined : claimFolder(config.dataDir, options.what);
	try {
		if (config.databaseUrl) {
			const connection = { connectionString: config.databaseUrl };
			return { database: openDatabase({ connection, log }), owner: !beside, release: async () => free() };
		}
		if (beside) {
			const connection = clusterConnection(clusterPlace(config.dataDir));
			return { database: openDatabase({ connection, log }), owner: false, release: async () => undefined };
		}
		const cluster: Cluster = await startCluster({ dataDir: config.dataDir, log });
		const release = async () => {
			await cluster.stop();
			free();
		};
		return { database: openDatabase({ connection: cluster.connection, log }), owner: true, release };
	} catch (error) {
		free();
		throw error;
	}
}
