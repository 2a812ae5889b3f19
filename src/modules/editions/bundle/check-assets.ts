import { assetEndings } from './asset.ts';
import type { FindingCode, Severity } from './findings.ts';
import type { Bundle } from './index.ts';

type Path = (string | number)[];
type Report = (
	part: string,
	path: Path,
	code: FindingCode,
	params?: Record<string, string>,
	severity?: Severity,
) => void;

/** Where a bundle names an asset by its id: what must be there, and what must be a picture. */
export interface AssetUse {
	part: string;
	path: Path;
	id: string;
	/** A document will not do. */
	picture: boolean;
	/** Organisations are shared by editions; another one may have the logo. */
	mayBeElsewhere?: boolean;
}

/** Every place of a bundle that names an asset: logos, portraits, seal and signatures, pictures of outcomes, pages. Pure. */
export function assetUses(bundle: Bundle): AssetUse[] {
	const uses: AssetUse[] = [];
	const use = (part: string, path: Path, id: string | undefined, mayBeElsewhere = false) => {
		if (id !== undefined) uses.push({ part, path, id, picture: true, mayBeElsewhere });
	};
	for (const [i, one] of bundle.organisations.entries()) use('organisations', [i, 'logo'], one.logo, true);
	for (const [i, one] of bundle.persons.entries()) use('persons', [i, 'portrait'], one.portrait);
	use('letters', ['logo'], bundle.letters?.logo);
	use('letters', ['seal'], bundle.letters?.seal);
	for (const [i, one] of bundle.letters?.signatories.entries() ?? []) {
		use('letters', ['signatories', i, 'signature'], one.signature);
	}
	for (const [i, one] of bundle.outcomes?.pictures.entries() ?? [])
		use('outcomes', ['pictures', i, 'asset'], one.asset);
	const texts: [string, Path, { en?: string | undefined; zh?: string | undefined } | undefined][] = [
		...bundle.pages.map((page, i) => ['pages', [i, 'body'], page.body] as [string, Path, typeof page.body]),
		...(bundle.outcomes?.documents ?? []).map(
			(one, i) => ['outcomes', ['documents', i, 'text'], one.text] as [string, Path, typeof one.text],
		),
	];
	for (const [part, path, text] of texts) {
		for (const language of ['en', 'zh'] as const) {
			for (const { id, picture } of assetsInText(text?.[language] ?? '')) {
				uses.push({ part, path: [...path, language], id, picture });
			}
		}
	}
	return uses;
}

/** The assets that a Markdown text names: `![…](asset:id)` shows one, `[…](asset:id)` links to it. Pure. */
export function assetsInText(text: string): { id: string; picture: boolean }[] {
	return [...text.matchAll(/(!?)\[[^\]]{0,300}\]\(\s*<?asset:([a-z0-9-]+)/g)].map(([, mark, id]) => ({
		id: id as string,
		picture: mark === '!',
	}));
}

/** The assets that never become public: who has the picture of a seal or a signature can forge a letter. Pure. */
export function innerAssets(
	letterhead:
		| { seal?: string | undefined; signatories: readonly { signature?: string | undefined }[] }
		| null
		| undefined,
): Set<string> {
	const named = [letterhead?.seal, ...(letterhead?.signatories ?? []).map(({ signature }) => signature)];
	return new Set(named.filter((id) => id !== undefined));
}

/** Assets without words for those who do not see them, of the wrong type, shown where they are not, or public where they must not be. */
export function checkAssets(bundle: Bundle, report: Report): void {
	const known = new Map(bundle.assets.map((asset) => [asset.id, asset]));
	const inner = innerAssets(bundle.letters);
	const files = new Set<string>();
	for (const [i, asset] of bundle.assets.entries()) {
		if (files.has(asset.file)) report('assets', [i, 'file'], 'duplicate-id', { id: asset.file });
		files.add(asset.file);
		if (asset.kind === 'image' && !asset.decorative && !asset.alternative) {
			report('assets', [i, 'alternative'], 'missing-alternative');
		}
		const { mediaType } = asset.content;
		if (mediaType.startsWith('image/') !== (asset.kind === 'image')) {
			report('assets', [i, 'kind'], 'asset-kind', { type: mediaType });
		} else if (!assetEndings[mediaType]?.includes(asset.file.split('.').at(-1) ?? '')) {
			report('assets', [i, 'file'], 'asset-ending', { type: mediaType, name: asset.file });
		}
	}
	for (const { part, path, id, picture, mayBeElsewhere } of assetUses(bundle)) {
		const asset = known.get(id);
		if (!asset) report(part, path, 'no-such-asset', { id }, mayBeElsewhere ? 'warning' : 'error');
		else if (picture && asset.kind !== 'image') report(part, path, 'asset-no-picture', { id });
		if (part !== 'letters' && inner.has(id)) report(part, path, 'asset-is-inner', { id });
	}
}
