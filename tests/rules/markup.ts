import { type Finding, type Source, markupOf, walkMarkup } from './sources.ts';

/** Attributes whose value people read or hear. */
const spoken = new Set([
	'aria-label',
	'aria-description',
	'aria-roledescription',
	'aria-valuetext',
	'title',
	'placeholder',
	'alt',
]);

/** What is the same in every language: our name, and names of things that are written so everywhere. */
const names = new Set([
	'Orrery',
	'UTC',
	'ORCID',
	'iD',
	'PDF',
	'CSV',
	'XLSX',
	'JSON',
	'SHA',
	'kB',
	'MB',
	'T',
	'en',
	'zh',
]);

/** Words that belong into a catalogue: letters that are neither such a name nor a reference such as `&nbsp;`. */
function words(text: string): string {
	return (text.match(/\p{L}[\p{L}\p{M}’'-]*/gu) ?? []).filter((word) => !names.has(word)).join(' ');
}

/** Properties of our components that are shown. */
const shown = new Set([
	...spoken,
	'label',
	'heading',
	'legend',
	'hint',
	'text',
	'caption',
	'summary',
	'description',
	'error',
]);

interface Node {
	type: string;
	start: number;
	name?: string;
	value?: unknown;
	data?: string;
	attributes?: Node[];
}

/** Words in the markup of a Svelte file: as text, in attributes that are read aloud, or as a text within braces. */
export function markupFindings(source: Source): Finding[] {
	const findings: Finding[] = [];
	const complain = (at: number, what: string, text: string) => {
		if (!words(text)) return;
		const line = source.text.slice(0, at).split('\n').length;
		findings.push({
			path: source.path,
			line,
			message: `${what} belongs into a catalogue: ${text.trim().slice(0, 60)}`,
		});
	};
	walkMarkup(markupOf(source).fragment, (found) => {
		const node = found as unknown as Node;
		if (node.name === 'style' || node.name === 'script') return false;
		for (const attribute of node.attributes ?? []) {
			const read = node.type === 'Component' ? shown : spoken;
			if (attribute.type !== 'Attribute' || !read.has(attribute.name ?? '')) continue;
			for (const { start, value } of fixedTexts(attribute.value)) complain(start, attribute.name ?? '', value);
		}
		if (/^(Attribute|SpreadAttribute|AttachTag|\w+Directive)$/.test(node.type)) return false;
		if (node.type === 'Text') complain(node.start, 'text', node.data ?? '');
		if (node.type !== 'ExpressionTag') return true;
		// One word within braces is a key or a code; several are a sentence.
		for (const { start, value } of fixedTexts(node))
			if (/\s/.test(value.trim())) complain(start, 'text in braces', value);
		return false;
	});
	return findings;
}

interface FixedText {
	start: number;
	value: string;
}

/** Every text that is written out within a node: literals and the fixed parts of templates. */
function fixedTexts(node: unknown): FixedText[] {
	if (Array.isArray(node)) return node.flatMap(fixedTexts);
	if (typeof node !== 'object' || node === null) return [];
	const { type, start, value, data } = node as { type?: string; start: number; value?: unknown; data?: string };
	if (type === 'Text') return [{ start, value: data ?? '' }];
	if (type === 'Literal') return typeof value === 'string' ? [{ start, value }] : [];
	if (type === 'TemplateElement') return [{ start, value: (value as { cooked: string }).cooked }];
	// Arguments of a call or a comparison are keys and codes, no sentences.
	if (type === 'CallExpression' || type === 'BinaryExpression' || type === 'MemberExpression') return [];
	return Object.entries(node)
		.filter(([key]) => key !== 'metadata' && key !== 'parent')
		.flatMap(([, part]) => (typeof part === 'object' ? fixedTexts(part) : []));
}
