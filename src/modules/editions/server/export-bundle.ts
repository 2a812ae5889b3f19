import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { fileSchemas } from '../bundle/index.ts';
import { editionFiles } from './edition-files.ts';
import type { CallsDoor } from './import-bundle.ts';
import { loadBundle } from './load-bundle.ts';

/**
 * Writes an edition as files, the same that `importBundle` reads. The folder must be empty, or hold a bundle of this
 * edition, which is then brought up to date (comments in its YAML are lost).
 * @returns the paths that were written
 * @throws Refusal `not-found`, `forbidden`, `conflict` `folder-not-empty`
 */
export async function exportBundle(
	ctx: Context,
	actor: Actor,
	slug: string,
	folder: string,
	options: { calls: Pick<CallsDoor, 'read'> },
): Promise<string[]> {
	const files = await editionFiles(ctx, actor, slug, options);
	await mkdir(folder, { recursive: true });
	if ((await readdir(folder)).length > 0) await demandOwnFolder(folder, slug);
	const stale = ['assets', 'pages', 'calls', ...Object.keys(fileSchemas).map((part) => `${part}.yaml`)];
	for (const part of stale) await rm(join(folder, part), { recursive: true, force: true });
	for (const { path, read } of files) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), await read());
	}
	return files.map(({ path }) => path);
}

async function demandOwnFolder(folder: string, slug: string): Promise<void> {
	const { bundle } = await loadBundle(folder);
	if (bundle?.edition.slug !== slug) throw new Refusal('conflict', 'folder-not-empty', { params: { folder } });
}
