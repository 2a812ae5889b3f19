import type { Context } from '#core/context/index.ts';
import { type Locale, locales } from '#core/i18n/index.ts';
import { mailAddressesOf } from '#core/identity/index.ts';
import { displayName } from '../name.ts';
import type { PersonRecord } from './read.ts';

/**
 * How people are called at a desk, in each language: by their names, or by the address at which they are reached until they
 * have given one, so that nobody stands there as a blank. One query, and only when a name is missing.
 */
export async function deskNames(
	ctx: Context,
	people: ReadonlyMap<string, Pick<PersonRecord, 'names'>>,
): Promise<Map<string, Record<Locale, string>>> {
	const nameless = [...people].filter(([, { names }]) => displayName(names, 'en') === '').map(([id]) => id);
	const addresses = await mailAddressesOf(ctx, nameless);
	const called = (id: string, names: PersonRecord['names'], locale: Locale) =>
		displayName(names, locale) || (addresses.get(id) ?? '');
	return new Map(
		[...people].map(([id, { names }]) => [
			id,
			Object.fromEntries(locales.map((locale) => [locale, called(id, names, locale)])) as Record<Locale, string>,
		]),
	);
}
