import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { displayName } from '../name.ts';
import { presentIds, readPeople } from './read.ts';

/**
 * How people are called in a language, by the ids given, also those of records that were merged since; whoever was erased is
 * absent. Two queries.
 */
export async function displayNames(
	ctx: Context,
	locale: Locale,
	ids: readonly (string | null)[],
): Promise<Map<string, string>> {
	const asked = [...new Set(ids.filter((id) => id !== null))];
	if (asked.length === 0) return new Map();
	const present = await presentIds(ctx, asked);
	const people = await readPeople(ctx, [...present.values()]);
	return new Map(
		asked.flatMap((id) => {
			const person = people.get(present.get(id) ?? id);
			const name = person ? displayName(person.names, locale) : '';
			return name === '' ? [] : [[id, name]];
		}),
	);
}
