import { slugOf } from '#core/text/slug.ts';

/** A name for a new asset in addresses and texts, from the name of its file; a number behind it when it is taken. Pure. */
export function newAssetId(fileName: string, kind: 'image' | 'document', taken: ReadonlySet<string>): string {
	const bare = fileName.replace(/\.[^.]*$/, '');
	const base = slugOf(bare).slice(0, 50).replace(/-+$/, '') || (kind === 'image' ? 'picture' : 'document');
	if (!taken.has(base)) return base;
	let number = 2;
	while (taken.has(`${base}-${number}`)) number += 1;
	return `${base}-${number}`;
}
