import type { RequestEvent } from '@sveltejs/kit';
import { notFound } from '#core/refusal/index.ts';
import { designForDesk, type DesignSurroundings, openDesignOf } from '#modules/calls/server/index.ts';
import { lettersOf, tracksOf } from '#modules/editions/server/index.ts';
import { defaultTexts } from '#modules/letters/default-texts.ts';
import { letterPlaceholders } from '#modules/editions/letter-placeholders.ts';
import { type OpenDesk, openDesk } from '../../open-desk.ts';

type Event = { locals: RequestEvent['locals']; params: { edition?: string; call?: string } };

/** A design at a desk. `at` is what its address names: the call, or the design itself while there is no call. */
export type OpenDesign = OpenDesk & Awaited<ReturnType<typeof designForDesk>> & { at: string; base: string };

/**
 * The design in the address: that of the call with this slug, or the design of a new call with this id.
 * @throws Refusal `not-found` (also for a design of another desk), `forbidden`, `signed-out`
 */
export async function openDesign(event: Event): Promise<OpenDesign> {
	const { ctx, actor } = event.locals;
	const desk = await openDesk(event);
	const at = event.params.call ?? '';
	const call = desk.calls.find(({ slug }) => slug === at);
	const id = call ? await openDesignOf(ctx, call.id) : at;
	if (id === undefined) throw notFound();
	const found = await designForDesk(ctx, actor, id);
	const { editionId, callId, organisationId } = found.design;
	const belongs = desk.edition
		? editionId === desk.edition.id || (editionId === null && organisationId === desk.edition.organisationId)
		: callId === desk.desk.id;
	if (!belongs || found.design.publishedAt !== null) throw notFound();
	return { ...desk, ...found, at, base: `/desk/${desk.desk.slug}/calls/${at}` };
}

/** What lies around a design: tracks and letters of its edition. Two queries. */
export async function surroundingsOf(
	ctx: RequestEvent['locals']['ctx'],
	editionId: string | null,
): Promise<DesignSurroundings> {
	const [tracks, letters] = editionId
		? await Promise.all([tracksOf(ctx, editionId), lettersOf(ctx, editionId)])
		: [[], undefined];
	const option = ({ code, name, description }: (typeof tracks)[number]) => ({
		id: code,
		label: { en: name.en ?? code, zh: name.zh ?? code },
		...(description?.en && description.zh ? { help: { en: description.en, zh: description.zh } } : {}),
	});
	return {
		tracks: tracks
			.filter(({ outside }) => !outside)
			.map((one) => {
				const { help: _, ...rest } = option(one) as ReturnType<typeof option> & { help?: unknown };
				return rest;
			}),
		outside: tracks.filter(({ outside }) => outside).map(option),
		letters: [...(letters?.texts ?? []), ...defaultTexts].map(({ id }) => id),
		placeholders: letterPlaceholders,
	};
}
