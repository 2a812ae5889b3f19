import type { ObjectType } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { inLocale } from '#core/i18n/index.ts';
import { callsForVisitor, trackObjectId } from '#modules/calls/server/index.ts';
import { type EditionView, tracksOf } from '#modules/editions/server/index.ts';
import { type GrantableObject, type ObjectName, objectNameText } from '../grantable.ts';

/** An object of an edition to which people are something. */
export interface EditionObject {
	type: GrantableObject;
	id: string;
	/** As a form names it: `track:T3`. */
	name: string;
	/** In words. */
	label: Record<Locale, string>;
}

/** Everything in an edition to which somebody can be something: itself, its tracks, its calls. Two queries. */
export async function objectsOf(ctx: Context, edition: EditionView): Promise<EditionObject[]> {
	const tracks = await tracksOf(ctx, edition.id);
	const calls = await callsForVisitor(ctx, edition.id);
	const named = (name: ObjectName, id: string, words: (locale: Locale) => string): EditionObject => ({
		type: name.type,
		id,
		name: objectNameText(name),
		label: { en: words('en'), zh: words('zh') },
	});
	return [
		named({ type: 'edition', name: '' }, edition.id, () => edition.short),
		...tracks
			.filter((track) => !track.outside)
			.map((track) =>
				named(
					{ type: 'track', name: track.code },
					trackObjectId(edition.id, track.code),
					(locale) => `${track.code} ${inLocale(track.short ?? track.name, locale).text}`,
				),
			),
		...calls.map((call) =>
			named({ type: 'call', name: call.slug }, call.id, (locale) => inLocale(call.title, locale).text),
		),
	];
}

/** The same as the objects that relations are asked of. */
export function asObjects(objects: readonly EditionObject[]): { type: ObjectType; id: string }[] {
	return objects.map(({ type, id }) => ({ type, id }));
}
