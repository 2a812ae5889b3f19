import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackZip, ZipFault } from '#core/zip/index.ts';

/** What a bundle may hold as a ZIP: more than any edition needs, and less than what fills a disk. */
export const bundleLimits = { files: 3000, bytes: 2_000_000_000, fileBytes: 60_000_000 } as const;

/**
 * Unpacks the ZIP of a bundle into a folder of its own and hands over where the edition's files lie in it: at the top, or
 * in the one folder there. The folder is gone afterwards, whatever happens.
 * @throws ZipFault
 */
export async function withUnpackedBundle<T>(archive: string, work: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'orrery-bundle-'));
	try {
		await unpackZip(archive, folder, bundleLimits);
		return await work(await bundleRoot(folder));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function bundleRoot(folder: string): Promise<string> {
	if (await isFile(join(folder, 'edition.yaml'))) return folder;
	const names = await readdir(folder);
	const only = names.length === 1 ? join(folder, names[0] as string) : undefined;
	if (only && (await isFile(join(only, 'edition.yaml')))) return only;
	throw new ZipFault('zip-broken', { name: 'edition.yaml' });
}

async function isFile(path: string): Promise<boolean> {
	return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
