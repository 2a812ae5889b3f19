import { can, personOf } from '#core/access/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { displayName } from '#modules/people/name.ts';
import { standingBySlug, standingPlaces } from '#modules/calls/server/index.ts';
import { currentEdition, editionBySlug } from '#modules/editions/server/index.ts';
import { demandNewsroom } from '#modules/newsroom/server/index.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { deskSubject } from './desk/open-desk.ts';
import type { LayoutServerLoad } from './$types';

/** The furniture of pages that belong to a person: who he is, which edition he is in, and whether it has a desk for him. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const { ctx, actor, locale } = locals;
	const personId = personOf(actor);
	const [found, person] = await Promise.all([
		params.edition ? inAddress(params.edition) : currentEdition(ctx),
		personId === undefined ? null : readPerson(ctx, personId).catch(() => null),
	]);
	const opens = (one: Parameters<typeof deskSubject>[1]) =>
		can(actor, 'desk.open', deskSubject(actor, one), ctx.clock) === 'yes';
	return {
		seeing: locals.seeing === undefined ? null : { name: person ? displayName(person.names, locale) : '' },
		person: person ? { name: displayName(person.names, locale) } : null,
		edition: found
			? { slug: found.slug, name: found.name, short: { en: found.short, zh: found.short }, zone: found.zone }
			: null,
		desk: actor.kind === 'person' ? await ownDesk() : null,
		/** The dial of a rehearsal is for who may turn it: a chair has a desk and no dial. */
		turnsDial: found !== undefined && can(actor, 'clock.turn', deskSubject(actor, found), ctx.clock) === 'yes',
	};

	/** An edition; what names none (a standing call) is in the present one. */
	async function inAddress(slug: string) {
		const edition = await editionBySlug(ctx, slug);
		return edition ?? ((await standingBySlug(ctx, slug)) ? currentEdition(ctx) : undefined);
	}

	/** The desk of the edition, for a chair of any of its tracks too; or the list of desks, for who has a part elsewhere only. */
	async function ownDesk(): Promise<string | null> {
		if (found && opens(found)) return `/desk/${found.slug}`;
		if ((await standingPlaces(ctx)).some(opens)) return '/desk';
		return writesNews() ? '/desk/newsroom' : null;
	}

	/** An editor has a newsroom, though perhaps no desk. */
	function writesNews(): boolean {
		try {
			demandNewsroom(ctx, actor);
			return true;
		} catch (refusal) {
			if (refusal instanceof Refusal) return false;
			throw refusal;
		}
	}
};
