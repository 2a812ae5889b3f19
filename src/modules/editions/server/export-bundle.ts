import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type Bundle, fileSchemas } from '../bundle/index.ts';
import { bundleOf, callRecord } from '../records.ts';
import { filesOf } from './bundle-files.ts';
import type { CallsDoor } from './import-bundle.ts';
import { loadBundle } from './load-bundle.ts';
import { readRecords } from './store.ts';
import { editionSubject } from './subject.ts';
import { edition } from './tables.ts';

/**
 * The edition in the database as a bundle; undefined when there is none with this slug.
 * @param options.still inside a transaction: nobody changes the edition until its end
 */
export async function bundleFromDatabase(
	ctx: Context,
	slug: string,
	calls: Pick<CallsDoor, 'read'>,
	options: { still?: boolean } = {},
): Promise<{ editionId: string; bundle: Bundle; closedAt: number | null } | undefined> {
	const query = ctx.db.select().from(edition).where(eq(edition.slug, slug));
	// Every change of an edition locks this row.
	const [row] = await (options.still ? query.for('share') : query);
	if (!row) return undefined;
	const records = await readRecords(ctx, row);
	const { tracks } = bundleOf(records);
	for (const call of await calls.read(ctx, row.id)) records[`call/${call.slug}`] = callRecord(call, tracks);
	return { editionId: row.id, bundle: bundleOf(records), closedAt: row.closedAt };
}

/**
 * Writes an edition as files, the same that `importBundle` reads. The folder must be empty, or hold a bundle of this
 * edition, which is then brought up to date (comments in its YAML are lost).
 * @returns the paths that were written
 * @throws Refusal `conflict` `folder-not-empty`
 */
export async function exportBundle(
	ctx: Context,
	actor: Actor,
	slug: string,
	folder: string,
	options: { calls: Pick<CallsDoor, 'read'> },
): Promise<string[]> {
	const found = await transaction(ctx, (tx) => bundleFromDatabase(tx, slug, options.calls, { still: true }));
	if (!found) throw notFound('no-such-edition');
	const { editionId, bundle } = found;
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	await mkdir(folder, { recursive: true });
	if ((await readdir(folder)).length > 0) await demandOwnFolder(folder, slug);
	const files = filesOf(bundle);
	const stale = ['pages', 'calls', ...Object.keys(fileSchemas).map((part) => `${part}.yaml`)];
	for (const part of stale) await rm(join(folder, part), { recursive: true, force: true });
	for (const [path, text] of files) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	}
	return [...files.keys()];
}

async function demandOwnFolder(folder: string, slug: string): Promise<void> {
	const { bundle } = await loadBundle(folder);
	if (bundle?.edition.slug !== slug) throw new Refusal('conflict', 'folder-not-empty', { params: { folder } });
}
