import type { ObjectType } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { inLocale } from '#core/i18n/index.ts';
import { callsForVisitor, type DeskPlace, standingById, trackObjectId } from '#modules/calls/server/index.ts';
import { editionById, tracksOf } from '#modules/editions/server/index.ts';
import { type GrantableObject, type ObjectName, objectNameText } from '../grantable.ts';

/** An object of a desk to which people are something. */
export interface EditionObject {
	type: GrantableObject;
	id: string;
	/** As a form names it: `track:T3`. */
	name: string;
	/** In words. */
	label: Record<Locale, string>;
}

/** What has this id, an edition or a standing call, as the place of a desk; undefined when neither has it. Two queries. */
export async function deskPlace(ctx: Context, id: string, locale: Locale): Promise<DeskPlace | undefined> {
	const edition = await editionById(ctx, id);
	if (edition) return edition;
	const standing = await standingById(ctx, id);
	return standing && { ...standing, short: inLocale(standing.title, locale).text };
}

/**
 * Everything at a desk to which somebody can be something: an edition, its tracks, its calls; or a standing call. Two
 * queries.
 */
export async function objectsOf(ctx: Context, desk: DeskPlace): Promise<EditionObject[]> {
	const tracks = await tracksOf(ctx, desk.id);
	const calls = await callsForVisitor(ctx, desk.id);
	const named = (name: ObjectName, id: string, words: (locale: Locale) => string): EditionObject => ({
		type: name.type,
		id,
		name: objectNameText(name),
		label: { en: words('en'), zh: words('zh') },
	});
	return [
		...(desk.standing ? [] : [named({ type: 'edition', name: '' }, desk.id, () => desk.short)]),
		...tracks
			.filter((track) => !track.outside)
			.map((track) =>
				named(
					{ type: 'track', name: track.code },
					trackObjectId(desk.id, track.code),
					(locale) => `${track.code} ${inLocale(track.short ?? track.name, locale).text}`,
				),
			),
		...calls.flatMap((call) => [
			named({ type: 'call', name: call.slug }, call.id, (locale) => inLocale(call.title, locale).text),
			// The panel of a stage: those who score there.
			...call.stages.flatMap(({ stage }) =>
				'criteria' in stage
					? [
							named(
								{ type: 'stage', name: `${call.slug}/${stage.id}` },
								`${call.id}:${stage.id}`,
								(locale) => `${inLocale(call.title, locale).text} · ${stage.label[locale]}`,
							),
						]
					: [],
			),
		]),
	];
}

/** The same as the objects that relations are asked of. */
export function asObjects(objects: readonly EditionObject[]): { type: ObjectType; id: string }[] {
	return objects.map(({ type, id }) => ({ type, id }));
}
