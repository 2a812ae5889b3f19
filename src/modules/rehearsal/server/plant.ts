import { grantRelation, type Relation, system } from '#core/access/index.ts';
import { schedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { trackObjectId } from '#modules/calls/server/index.ts';
import { createCastMember, findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { storeReviewer } from '#modules/review/server/index.ts';
import { cast } from '../cast.ts';
import { castProfile, inventProfile, inventRoles } from '../world/reviewer-profile.ts';
import { inventWorld } from '../world/world.ts';

/** The due item by which an invented application arrives. */
export const arriveKind = 'rehearsal.arrive';

export interface Ground {
	edition: string;
	call: string;
	/** The window of the call that the invented authors answer (edition time). */
	opensAt: number;
	closesAt: number;
	/** Standing calls: the organiser of the cast is organiser of each, and nobody else of the cast has a part in them. */
	standing?: readonly string[];
	/** Organisations that publish articles: the organiser of the cast is their editor. */
	publishers?: readonly string[];
}

/**
 * Plants the invented world into a rehearsal: the cast, the reviewers, and on the due-list every application at the moment
 * at which it will arrive, so that turning the dial brings them. Doing it again changes nothing.
 */
export async function plantWorld(ctx: Context, ground: Ground): Promise<void> {
	const actor = system('rehearsal');
	const world = inventWorld();
	const place = { scope: ground.edition, call: ground.call };
	await transaction(ctx, async (tx) => {
		for (const { role, name, email, zone, relation, track } of cast) {
			const relations: Relation[] = [];
			if (relation === 'chair' && track) {
				relations.push({ relation, on: 'track', id: trackObjectId(ground.edition, track) });
			} else if (relation === 'reviewer' || relation === 'juror') {
				relations.push({ relation, on: 'call', id: ground.call });
			} else if (relation) {
				relations.push({ relation, on: 'edition', id: ground.edition });
			}
			if (relation === 'organiser') {
				for (const id of ground.standing ?? []) relations.push({ relation, on: 'call', id });
				for (const id of ground.publishers ?? []) relations.push({ relation: 'editor', on: 'organisation', id });
			}
			const personId = await createCastMember(tx, { role, name, email, zone, relations, scope: ground.edition });
			if (role === 'reviewer') {
				await storeReviewer(tx, { ...place, person: personId, profile: castProfile(name), roles: [] });
			}
		}
		for (const [number, reviewer] of world.reviewers.entries()) {
			const { personId } = await findOrCreatePersonByAddress(tx, actor, reviewer.email, {
				names: reviewer.name,
				sample: true,
				zone: reviewer.institution.zone,
			});
			await grantRelation(tx, actor, personId, 'reviewer', { type: 'call', id: ground.call }, ground.edition);
			const profile = inventProfile(reviewer, number);
			await storeReviewer(tx, { ...place, person: personId, profile, roles: inventRoles(number) });
		}
		const span = ground.closesAt - ground.opensAt;
		await schedule(
			tx,
			world.applications.map((application) => ({
				at: Math.floor(ground.opensAt + application.arrives * span),
				kind: arriveKind,
				subject: `${ground.call}:${application.number}`,
				payload: { call: ground.call, application },
			})),
		);
	});
}
