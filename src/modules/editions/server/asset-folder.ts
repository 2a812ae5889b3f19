import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '#core/i18n/index.ts';
import { PictureFault } from '#core/pictures/index.ts';
import type { BundleAsset, BundleAssetEntry } from '../bundle/index.ts';
import type { Finding } from '../bundle/findings.ts';
import { saysOfFile } from '../file-refusals.ts';
import { maxAssetBytes, readAsset } from './asset-content.ts';

/** What lies in the folder `assets/` of a bundle, beside what `assets.yaml` says of it. */
export interface AssetFolder {
	/** The entries with what their files are; as given when they have no shape. */
	values: unknown;
	/** The clean bytes by digest, read when asked for. */
	files: Map<string, () => Promise<Buffer>>;
	found: Finding[];
	/** True when a file could not be taken, so that the bundle has no shape. */
	broken: boolean;
}

/** Reads and judges the files of the assets, one after the other; nothing of them stays in memory. */
export async function readAssetFolder(folder: string, entries: unknown, locale: Locale): Promise<AssetFolder> {
	const found: Finding[] = [];
	const files = new Map<string, () => Promise<Buffer>>();
	const refuse = (part: string, path: (string | number)[], code: Finding['code'], params: Finding['params']) =>
		found.push({ severity: 'error', part, path, code, params });
	const listed = Array.isArray(entries) ? (entries as BundleAssetEntry[]) : [];
	const names = new Set(listed.map(({ file }) => file));
	for (const name of await namesIn(join(folder, 'assets'))) {
		if (!names.has(name)) refuse(`assets/${name}`, [], 'file-without-asset', { name });
	}
	if (!Array.isArray(entries)) return { values: entries, files, found, broken: false };
	const values: BundleAsset[] = [];
	for (const [i, entry] of listed.entries()) {
		const path = join(folder, 'assets', entry.file);
		const size = (await stat(path).catch(() => undefined))?.size;
		if (size === undefined) {
			refuse('assets', [i, 'file'], 'missing-asset-file', { name: entry.file });
			continue;
		}
		try {
			if (size > maxAssetBytes.document) throw new PictureFault('file-too-large', { max: maxAssetBytes.document });
			const { content, cleaned } = await readAsset(await readFile(path), entry.file);
			if (cleaned) {
				found.push({
					severity: 'warning',
					part: 'assets',
					path: [i, 'file'],
					code: 'asset-cleaned',
					params: { name: entry.file },
				});
			}
			values.push({ ...entry, content });
			files.set(content.digest, async () => (await readAsset(await readFile(path), entry.file)).bytes);
		} catch (error) {
			if (!(error instanceof PictureFault)) throw error;
			refuse('assets', [i, 'file'], 'asset-refused', { name: entry.file, text: saysOfFile(error, locale) });
		}
	}
	return { values, files, found, broken: values.length < listed.length };
}

async function namesIn(folder: string): Promise<string[]> {
	try {
		const names = await readdir(folder);
		return names.filter((name) => !name.startsWith('.') && name !== 'README.md').sort();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}
