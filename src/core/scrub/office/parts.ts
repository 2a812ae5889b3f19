/*
 * What of an Office document (ECMA-376) is kept: the parts that are shown, by their paths. Properties, comments and who
 * wrote them, people, earlier revisions, notes of the speaker, data of other programs, macros and printers go.
 */

/** Parts that are kept as XML, cleaned. */
const shownXml = [
	/^word\/(document|styles|stylesWithEffects|numbering|settings|fontTable|footnotes|endnotes|header\d*|footer\d*)\.xml$/,
	/^(word|ppt|xl)\/(theme|charts|diagrams|drawings)\/[^/]+\.xml$/,
	/^ppt\/(presentation|presProps|tableStyles)\.xml$/,
	/^ppt\/(slides|slideLayouts|slideMasters|notesMasters)\/[^/]+\.xml$/,
	/^xl\/(workbook|styles|sharedStrings|calcChain|metadata)\.xml$/,
	/^xl\/(worksheets|chartsheets|tables|externalLinks|pivotTables|pivotCache)\/[^/]+\.xml$/,
	/^ppt\/drawings\/vmlDrawing\d*\.vml$/,
];
const media = /^(word|ppt|xl)\/media\/[^/]+$/;
const embedded = /^(word|ppt|xl)\/embeddings\/[^/]+$/;
const font = /^(word|ppt)\/fonts\/[^/]+\.(odttf|fntdata)$/;

export type PartKind = 'types' | 'relations' | 'xml' | 'media' | 'embedded' | 'font';

/** What a part is; undefined for one that goes. */
export function partKind(path: string): PartKind | undefined {
	if (path === '[Content_Types].xml') return 'types';
	if (path.endsWith('.rels')) {
		const of = ownerOf(path);
		return of === '' || partKind(of) === 'xml' ? 'relations' : undefined;
	}
	if (shownXml.some((pattern) => pattern.test(path))) return 'xml';
	if (media.test(path)) return 'media';
	if (embedded.test(path)) return 'embedded';
	return font.test(path) ? 'font' : undefined;
}

/** The part of which a file of relations speaks; empty for the whole document. */
function ownerOf(rels: string): string {
	const match = /^(.*\/)?_rels\/([^/]*)\.rels$/.exec(rels);
	return match ? `${match[1] ?? ''}${match[2] ?? ''}` : 'none';
}

/** The part that a relation of a file of relations leads to. */
export function targetOf(rels: string, target: string): string {
	if (target.startsWith('/')) return target.slice(1);
	const folder = ownerOf(rels).split('/').slice(0, -1);
	for (const step of target.split('/')) {
		if (step === '..') folder.pop();
		else if (step !== '.') folder.push(step);
	}
	return folder.join('/');
}

/** Relations without those to what goes; what leads out of the document leads nowhere. */
export function cleanRelations(path: string, xml: string, kept: ReadonlySet<string>): string {
	return xml.replace(/<Relationship\b[^>]*?(\/>|>\s*<\/Relationship>)/g, (relation) => {
		const target =
			/\bTarget\s*=\s*"([^"]*)"/.exec(relation)?.[1] ?? /\bTarget\s*=\s*'([^']*)'/.exec(relation)?.[1] ?? '';
		if (/\bTargetMode\s*=\s*["']External["']/.test(relation)) {
			if (/attachedTemplate["']/.test(relation)) return '';
			return relation.replace(/\bTarget\s*=\s*("[^"]*"|'[^']*')/, 'Target="about:blank"');
		}
		return kept.has(targetOf(path, decodeURI(safe(target)))) || target.startsWith('#') ? relation : '';
	});
}

const safe = (target: string) => (/%(?![0-9a-fA-F]{2})/.test(target) ? '' : target);

/** The list of types without parts that have gone. */
export function cleanTypes(xml: string, kept: ReadonlySet<string>): string {
	return xml.replace(
		/<Override\b[^>]*\bPartName\s*=\s*["']\/([^"']*)["'][^>]*?(\/>|>\s*<\/Override>)/g,
		(entry, path: string) => (kept.has(path) ? entry : ''),
	);
}
