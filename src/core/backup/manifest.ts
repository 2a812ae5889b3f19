import { z } from 'zod';

/** Raised when the form of the archive changes; a reader takes its own number and lower ones. */
export const formatVersion = 1;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const part = z.object({ name: z.string(), digest });

/** One table: its rows in order of the primary key, as COPY text, in gzipped parts. */
const table = z.object({
	name: z.string(),
	columns: z.array(z.string()).min(1),
	rows: z.number().int().nonnegative(),
	/** SHA-256 of the COPY text of all rows: equal for equal contents. */
	digest,
	parts: z.array(part),
});

const manifest = z.object({
	format: z.number().int().positive(),
	/** Version of Orrery that wrote it. */
	version: z.string(),
	/** Process time, ISO 8601. */
	writtenAt: z.string(),
	/** Tags of the migrations that the schema has had, in order. */
	migrations: z.array(z.string()),
	postgresql: z.string(),
	/** What the folder is; the dial itself is in the table `clock_dial`. */
	clock: z.object({
		rehearsal: z.boolean(),
		editionTime: z.string(),
		dial: z.object({ editionAt: z.number(), processAt: z.number() }).nullable(),
	}),
	tables: z.array(table),
	sequences: z.array(z.object({ name: z.string(), value: z.string() })),
	/** Jobs that were enqueued and not done. */
	jobs: z.object({ count: z.number().int().nonnegative(), part }),
	/** Everything in the file store. */
	files: z.array(z.object({ digest, bytes: z.number().int().nonnegative() })),
	/** Files that the database refers to and the store did not have: whoever reads the backup must know. */
	missingFiles: z.array(z.object({ what: z.string(), digest })),
});

export type Manifest = z.infer<typeof manifest>;
export type TableManifest = Manifest['tables'][number];

/** The manifest's entry, the last but one. */
export const manifestName = 'manifest.json';

/** Where a stored file lies in the archive. */
export function fileEntry(fileDigest: string): string {
	return `files/${fileDigest.slice(0, 2)}/${fileDigest}`;
}

/** @throws Error that says what is wrong with it */
export function parseManifest(text: string): Manifest {
	const found = JSON.parse(text) as { format?: unknown };
	if (typeof found.format === 'number' && found.format > formatVersion) {
		throw new Error(`it has format ${found.format}; this version of Orrery reads up to ${formatVersion}`);
	}
	const parsed = manifest.safeParse(found);
	if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
	return parsed.data;
}
