import type { Locale } from '#core/i18n/index.ts';
import { type Definition, type Path, partAt, partForm, writePath } from '#modules/calls/design.ts';
import { kindName } from './design-view.ts';

/** A list of a part, with the kinds that a new entry can be of. */
export interface ListOfPart {
	list: string;
	name: string;
	/** What an entry is called: `outcome`. */
	part: string;
	kinds: { value: string; label: string }[];
}

/** The lists of a part whose entries have pages of their own. Pure. */
export function listsAt(definition: Definition, path: Path, locale: Locale): ListOfPart[] {
	return (partForm(definition, path)?.lists ?? []).map(({ name, kinds }) => {
		const list = [...path, name];
		const part = partAt([...list, 0]);
		return {
			list: writePath(list),
			name,
			part,
			kinds: kinds.map((value) => ({ value, label: kindName(part, value, locale) ?? value })),
		};
	});
}
