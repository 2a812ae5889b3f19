import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { type DirectoryEntry, directoryEntries } from '#modules/editions/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { presentIds, readPeople } from '#modules/people/server/index.ts';
import type { Byline } from '../article.ts';
import { personKeysIn } from '../quotations.ts';

/*
 * The directory is everybody whom an edition names. A key is the code under which one does (`meng-yan`, or
 * `ipspace-2021/meng-yan` where two mean different people), or the id of his record. A code means the person of the
 * article's own edition first, else the one whom all editions with this code mean. Records that were merged answer as the
 * one that stayed; who was erased is in no directory.
 */

/** Somebody whom a key means. */
export interface DirectoryPerson {
	/** Of the record that stands now. */
	personId: string;
	name: Partial<Bilingual>;
	/** As an edition publishes it. */
	orcid?: string;
	sample: boolean;
}

/** Who is meant by these keys, by key; a key that means nobody, or more than one, is absent. At most three queries. */
export async function personsByKey(
	ctx: Context,
	keys: readonly string[],
	editionId: string | null,
): Promise<Map<string, DirectoryPerson>> {
	return (await directoryFor(ctx, keys))(editionId);
}

/**
 * The same for articles of several editions: who is meant by these keys in each of them. At most three queries, however many
 * editions.
 */
export async function directoryFor(
	ctx: Context,
	keys: readonly string[],
): Promise<(editionId: string | null) => Map<string, DirectoryPerson>> {
	const wanted = [...new Set(keys)].filter((key) => key !== '');
	if (wanted.length === 0) return () => new Map();
	const ids = await presentIds(ctx, wanted);
	const entries = await directoryEntries(ctx, {
		codes: wanted.map((key) => key.split('/').at(-1) as string),
		personIds: [...new Set(ids.values())],
	});
	const people = await readPeople(ctx, [...entries.map(({ personId }) => personId), ...ids.values()]);
	const meant = (key: string, editionId: string | null): DirectoryPerson | undefined => {
		const entry = entryOf(entries, key, editionId);
		const personId = ids.get(key) ?? entry?.personId;
		const person = personId === undefined ? undefined : people.get(personId);
		const own = entry ?? entries.find((one) => one.personId === person?.id);
		// Only people whom an edition names are in the directory: everybody else is nobody's business.
		if (!person || !own) return undefined;
		return {
			personId: person.id,
			name: { ...own.name, ...(person.names.han ? { zh: displayName(person.names, 'zh') } : {}) },
			...(own.orcid ? { orcid: own.orcid } : {}),
			sample: person.sample || own.sample,
		};
	};
	return (editionId) =>
		new Map(
			wanted.flatMap((key) => {
				const person = meant(key, editionId);
				return person ? [[key, person]] : [];
			}),
		);
}

function entryOf(entries: readonly DirectoryEntry[], key: string, editionId: string | null) {
	const [first = '', second] = key.split('/');
	if (second !== undefined) return entries.find(({ edition, code }) => edition.slug === first && code === second);
	const same = entries.filter(({ code }) => code === first);
	const own = same.find(({ edition }) => edition.id === editionId);
	if (own) return own;
	return new Set(same.map(({ personId }) => personId)).size === 1 ? same[0] : undefined;
}

/** Every key that a content names: bylines, and persons whom its texts link to. Pure. */
export function personKeysOf(content: {
	byline: readonly Pick<Partial<Byline>, 'person'>[];
	texts: Partial<Record<'en' | 'zh', { body?: string | undefined } | undefined>>;
}): string[] {
	const inTexts = Object.values(content.texts).flatMap((text) => personKeysIn(text?.body ?? ''));
	return [...new Set([...content.byline.flatMap(({ person }) => person ?? []), ...inTexts])];
}

/** Somebody to choose for a byline or a quotation. */
export interface DirectoryChoice {
	key: string;
	name: Partial<Bilingual>;
	edition: string;
}

/** Everybody in the directory, each once, those of the article's edition first, by name. One query. */
export async function directoryChoices(ctx: Context, editionId: string | null): Promise<DirectoryChoice[]> {
	const entries = await directoryEntries(ctx);
	const inOrder = [
		...entries.filter(({ edition }) => edition.id === editionId),
		...entries.filter(({ edition }) => edition.id !== editionId),
	];
	const seen = new Set<string>();
	const choices = inOrder.flatMap((entry) => {
		if (seen.has(entry.personId)) return [];
		seen.add(entry.personId);
		const others = entries.some(({ code, personId }) => code === entry.code && personId !== entry.personId);
		const isOwn = entry.edition.id === editionId;
		const key = others && !isOwn ? `${entry.edition.slug}/${entry.code}` : entry.code;
		return [{ key, name: entry.name, edition: entry.edition.slug }];
	});
	return choices.sort((a, b) => (a.name.en ?? '').localeCompare(b.name.en ?? '', 'en'));
}
