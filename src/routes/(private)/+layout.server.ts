import { can, personOf } from '#core/access/index.ts';
import { displayName } from '#modules/people/name.ts';
import { currentEdition, editionBySlug } from '#modules/editions/server/index.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { deskSubject } from './desk/open-desk.ts';
import type { LayoutServerLoad } from './$types';

/** The furniture of pages that belong to a person: who he is, which edition he is in, and whether it has a desk for him. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const { ctx, actor, locale } = locals;
	const personId = personOf(actor);
	const [found, person] = await Promise.all([
		params.edition ? editionBySlug(ctx, params.edition) : currentEdition(ctx),
		personId === undefined ? null : readPerson(ctx, personId).catch(() => null),
	]);
	const atDesk = actor.kind === 'person' && found !== undefined && opensDesk();
	return {
		seeing: locals.seeing === undefined ? null : { name: person ? displayName(person.names, locale) : '' },
		person: person ? { name: displayName(person.names, locale) } : null,
		edition: found
			? { slug: found.slug, name: found.name, short: { en: found.short, zh: found.short }, zone: found.zone }
			: null,
		desk: atDesk,
	};

	/** A chair of any of its tracks has a desk too: his tracks are known by the edition in their ids. */
	function opensDesk(): boolean {
		if (actor.kind !== 'person' || !found) return false;
		return can(actor, 'desk.open', deskSubject(actor, found), ctx.clock) === 'yes';
	}
};
