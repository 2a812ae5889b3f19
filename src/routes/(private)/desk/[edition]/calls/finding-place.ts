import type { Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { type Definition, partAt, partForm, type Path, readPath, valueAt, writePath } from '#modules/calls/design.ts';
import { findLabel } from '#modules/calls/ui/design/words.ts';
import { partPath, sectionOf } from './design-paths.ts';
import { nameOfPart } from './design-view.ts';
import { designMessages } from './messages.ts';

/** Where a finding can be mended: the page of its part, and in words the part and its property. Pure. */
export function placeOfFinding(
	definition: Definition,
	{ path: text }: Pick<Problem, 'path'>,
	base: string,
	locale: Locale,
): { href: string; where: string } {
	const path = readPath(text) ?? [];
	const at = pageAround(definition, path);
	const part = partAt(at);
	const property = path
		.slice(at.length)
		.filter((step) => typeof step === 'string')
		.join('.');
	const lists: Record<string, string> = designMessages[locale].lists;
	const label =
		property === ''
			? undefined
			: (findLabel(part, property.replace(/\.(en|zh)$/, ''), locale)?.label ?? lists[property]);
	const named = at.length === 0 ? undefined : nameOfPart(valueAt(definition, at), part, locale);
	const where = [named, label].filter(Boolean).join(' · ') || designMessages[locale].unnamed.call;
	// A list of the call itself is a section of the designer.
	const isSection =
		part === 'form' ||
		(at.length === 0 &&
			path[0] !== undefined &&
			path[0] in { stages: 1, attestations: 1, fulfilments: 1, letters: 1, cohorts: 1 });
	return { href: isSection ? `${base}/design/${sectionOf(path)}` : partPath(base, at), where };
}

/** The innermost part around a path that has a page. */
function pageAround(definition: Definition, path: Path): Path {
	for (let length = path.length; length > 0; length -= 1) {
		const at = path.slice(0, length);
		const isPart =
			typeof at.at(-1) === 'number' ? isListed(definition, at) : ['window', 'form', 'follows'].includes(writePath(at));
		if (isPart && partForm(definition, at)) return at;
	}
	return [];
}

/** Whether it is an entry of a list whose entries have pages. */
function isListed(definition: Definition, at: Path): boolean {
	const around = at.slice(0, -2);
	const lists = partForm(definition, around)?.lists ?? [];
	return lists.some(({ name }) => name === at.at(-2));
}
