import { backupStanding } from '#app/upkeep/view.ts';
import { can } from '#core/access/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { standingPlaces } from '#modules/calls/server/index.ts';
import { listEditions } from '#modules/editions/server/index.ts';
import { newsletterSubject } from '#modules/newsletter/server/index.ts';
import { demandNewsroom } from '#modules/newsroom/server/index.ts';
import { placesForStatement, statementsForDesk } from '#modules/statements/server/index.ts';
import { asDesk, deskSubject } from './open-desk.ts';
import { roleIn } from './roles.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, actor, locale } = locals;
	if (actor.kind !== 'person') throw new Refusal('signed-out', 'sign-in-first');
	const opens = (one: Parameters<typeof deskSubject>[1]) =>
		can(actor, 'desk.open', deskSubject(actor, one), ctx.clock) === 'yes';
	const desks = (await listEditions(ctx)).filter(opens);
	const standing = (await standingPlaces(ctx)).filter(opens).map((one) => asDesk(one, locale));
	const operates = can(actor, 'installation.operate', { within: {} }, ctx.clock) === 'yes';
	const writes = mayOpenNewsroom();
	const states = (await placesForStatement(ctx, actor)).length + (await statementsForDesk(ctx, actor)).length > 0;
	if (desks.length === 0 && standing.length === 0 && !operates && !writes && !states) throw notFound();
	return {
		statements: states,
		newsroom: writes,
		newsletter: can(actor, 'newsletter.manage', newsletterSubject(actor), ctx.clock) === 'yes',
		// Operators hear here first when a backup failed.
		installation: operates ? { worrying: (await backupStanding(ctx)).worrying } : null,
		desks: desks.map((one) => ({
			slug: one.slug,
			short: one.short,
			name: one.name,
			starts: one.starts,
			ends: one.ends,
			role: roleIn(actor.relations, one),
		})),
		standing: standing.map((one) => ({ slug: one.slug, name: one.short, role: roleIn(actor.relations, one) })),
	};

	/** An editor has a newsroom, though perhaps no desk. */
	function mayOpenNewsroom(): boolean {
		try {
			demandNewsroom(ctx, actor);
			return true;
		} catch (refusal) {
			if (refusal instanceof Refusal) return false;
			throw refusal;
		}
	}
};
