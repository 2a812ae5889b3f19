import { stringify } from 'yaml';
import { type Bundle, type FilePart, fileSchemas } from '../bundle/index.ts';

/**
 * The files of a bundle by their path in its folder, always the same for the same bundle. What a part leaves empty has
 * no file, as the loader reads it.
 */
export function filesOf(bundle: Bundle): Map<string, string> {
	const files = new Map<string, string>();
	for (const part of Object.keys(fileSchemas) as FilePart[]) {
		const value = entriesOf(bundle, part);
		if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
		files.set(`${part}.yaml`, write(value));
	}
	for (const { id, body } of bundle.pages) {
		for (const language of ['en', 'zh'] as const) {
			if (body[language] !== undefined) files.set(`pages/${id}.${language}.md`, `${body[language]}\n`);
		}
	}
	for (const call of bundle.calls) files.set(`calls/${call.slug}.yaml`, write(call));
	return files;
}

/** What the file of a part says: texts of pages and what files are lie beside it. */
function entriesOf(bundle: Bundle, part: FilePart): unknown {
	if (part === 'pages') return bundle.pages.map(({ body: _, ...entry }) => entry);
	if (part === 'assets') return bundle.assets.map(({ content: _, ...entry }) => entry);
	return bundle[part];
}

function write(value: unknown): string {
	return stringify(value, { lineWidth: 110, aliasDuplicateObjects: false });
}
