import { readFileSync } from 'node:fs';
import type { Actor } from '#core/access/index.ts';
import { demand } from '#core/access/index.ts';
import type { Instant } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { fileStoreName } from '#core/files/index.ts';
import { inProject } from '#core/paths/index.ts';
import { serverName } from '../move.ts';
import { backupTime } from './daily.ts';
import { backupFolder, freeBytes, listBackups } from './folder.ts';
import { lastOccurrence, readBackupName } from './plan.ts';
import { backupRuns, type BackupStanding, standingOf } from './runs.ts';

/** One backup as the desk lists it: what was made, tried or found in the folder. */
export interface ListedBackup {
	kind: 'daily' | 'by-hand' | 'before-upgrade';
	state: 'asked' | 'running' | 'good' | 'failed';
	at: Instant;
	file: string | null;
	bytes: number | null;
	/** Whether the file lies there and can be taken away. */
	there: boolean;
	rows: number | null;
	files: number | null;
	problem: string | null;
	rehearsal: 'good' | 'failed' | null;
	rehearsedAt: Instant | null;
	rehearsalSeconds: number | null;
	rehearsalProblem: string | null;
}

/** What operators see of their installation. No secrets. */
export interface InstallationView {
	version: string;
	node: string;
	dataDir: string;
	address: string;
	zone: string;
	rehearsal: boolean;
	database: { embedded: boolean; where: string; version: string; bytes: number; migrations: number };
	files: { where: string; s3: boolean; count: number; bytes: number };
	/** Host of the mail server; null where none is set. */
	mail: { server: string | null; from: string };
	backups: {
		folder: string;
		/** Whether the folder lies on the same data folder as what it backs up. */
		inDataDir: boolean;
		free: number | null;
		time: string | null;
		next: Instant | null;
		keep: { daily: number; weekly: number; monthly: number };
		worrying: boolean;
		under: boolean;
		lastGood: Instant | null;
		lastRehearsed: { at: Instant; good: boolean } | null;
		list: ListedBackup[];
	};
}

interface Figures {
	version: string;
	bytes: string;
	migrations: number;
	files: number;
	file_bytes: string;
}

/** The runs that are remembered and the files that lie there, together, newest first. */
function mergeBackups(runs: Awaited<ReturnType<typeof backupRuns>>, folder: string): ListedBackup[] {
	const files = new Map(listBackups(folder).map((file) => [file.name, file]));
	const listed: ListedBackup[] = runs.map((run) => ({
		...run,
		at: run.startedAt,
		there: run.file !== null && files.has(run.file),
		bytes: (run.file !== null ? files.get(run.file)?.bytes : undefined) ?? run.bytes,
	}));
	const known = new Set(runs.map((run) => run.file));
	for (const { name, kind, at, bytes } of files.values()) {
		if (known.has(name)) continue;
		const unknown = { rows: null, files: null, problem: null, rehearsal: null, rehearsedAt: null };
		listed.push({
			kind,
			state: 'good',
			at,
			file: name,
			bytes,
			there: true,
			...unknown,
			rehearsalSeconds: null,
			rehearsalProblem: null,
		});
	}
	return listed.sort((a, b) => b.at - a.at);
}

/** How the backups stand. One query. */
export async function backupStanding(ctx: Context): Promise<BackupStanding> {
	return standingOf(await backupRuns(ctx), backupTime(ctx) !== undefined, ctx.clock.process.now());
}

/**
 * Everything operators see of the installation. Two queries, however many backups there are.
 * @throws Refusal to anyone else
 */
export async function viewInstallation(ctx: Context, actor: Actor): Promise<InstallationView> {
	demand(ctx, actor, 'installation.operate', { within: {} });
	const { config } = ctx;
	const now = ctx.clock.process.now();
	const runs = await backupRuns(ctx);
	const time = backupTime(ctx);
	const standing = standingOf(runs, time !== undefined, now);
	const { rows } = await ctx.database.pool.query<Figures>(
		`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
			(select count(*)::int from drizzle.__drizzle_migrations) as migrations,
			(select count(distinct digest)::int from file) as files,
			(select coalesce(sum(bytes), 0) from (select distinct digest, bytes from file) f) as file_bytes`,
	);
	const figures = rows[0] as Figures;
	const folder = backupFolder(config);
	const { lastGood, lastRehearsed } = standing;
	return {
		version: (JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string }).version,
		node: process.version,
		dataDir: config.dataDir,
		address: config.baseUrl ?? `http://localhost:${config.port}`,
		zone: config.zone,
		rehearsal: ctx.clock.rehearsal,
		database: {
			embedded: !config.databaseUrl,
			where: config.databaseUrl ? serverName(config.databaseUrl) : config.dataDir,
			version: figures.version,
			bytes: Number(figures.bytes),
			migrations: figures.migrations,
		},
		files: {
			where: fileStoreName(config),
			s3: config.s3Url !== undefined,
			count: figures.files,
			bytes: Number(figures.file_bytes),
		},
		mail: { server: config.smtpUrl ? new URL(config.smtpUrl).host : null, from: config.mailFrom },
		backups: {
			folder,
			inDataDir: folder.startsWith(config.dataDir),
			free: roomIn(folder) ?? roomIn(config.dataDir),
			time: time ?? null,
			next: time === undefined ? null : lastOccurrence(time, config.zone, now) + 86_400_000,
			keep: { ...config.backupKeep },
			worrying: standing.worrying,
			under: standing.under !== undefined,
			lastGood: lastGood?.startedAt ?? null,
			lastRehearsed: lastRehearsed?.rehearsedAt
				? { at: lastRehearsed.rehearsedAt, good: lastRehearsed.rehearsal === 'good' }
				: null,
			list: mergeBackups(runs, folder),
		},
	};
}

function roomIn(folder: string): number | null {
	try {
		return freeBytes(folder);
	} catch {
		return null;
	}
}

/** A name from an address as a backup of ours; anything else is none. */
export function backupOfName(name: string): string | undefined {
	return readBackupName(name)?.name;
}
