import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { readFileBytes } from '#core/files/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { packZip } from '#core/zip/index.ts';
import { filesOf } from './bundle-files.ts';
import { bundleFromDatabase } from './bundle-from-database.ts';
import type { CallsDoor } from './import-bundle.ts';
import { editionSubject } from './subject.ts';

/** One file of an edition's bundle; its bytes are read when they are asked for. */
export interface EditionFile {
	/** In the bundle: `assets/orrery.svg`. */
	path: string;
	read(): Promise<Uint8Array>;
}

/**
 * All files of an edition as it stands at this moment, in a fixed order: the same edition gives the same files. A file of
 * an asset is what was imported, byte for byte.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function editionFiles(
	ctx: Context,
	actor: Actor,
	slug: string,
	options: { calls: Pick<CallsDoor, 'read'> },
): Promise<EditionFile[]> {
	const found = await transaction(ctx, (tx) => bundleFromDatabase(tx, slug, options.calls, { still: true }));
	if (!found) throw notFound('no-such-edition');
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, found.editionId));
	const texts = [...filesOf(found.bundle)].map(([path, text]) => ({ path, read: async () => Buffer.from(text) }));
	const assets = found.bundle.assets.map(({ file, content }) => ({
		path: `assets/${file}`,
		read: () => readFileBytes(ctx.files, content.digest),
	}));
	return [...texts, ...assets];
}

/**
 * An edition as a ZIP, piece by piece: for `edition export EDITION file.zip` and for a download in the desk. Rights are
 * checked before the first piece.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function exportZip(
	ctx: Context,
	actor: Actor,
	slug: string,
	options: { calls: Pick<CallsDoor, 'read'> },
): Promise<AsyncGenerator<Uint8Array>> {
	const files = await editionFiles(ctx, actor, slug, options);
	return packZip(files.map(({ path, read }) => ({ path: `${slug}/${path}`, read })));
}
