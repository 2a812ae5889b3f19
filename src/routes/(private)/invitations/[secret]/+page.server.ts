import { fail } from '@sveltejs/kit';
import { actorFor, can, personOf } from '#core/access/index.ts';
import { addressesOf } from '#core/identity/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { answerInvitation, readInvitation } from '#modules/relations/server/index.ts';
import { deskById, deskSubject } from '../../desk/open-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only looks: programs that check mail open links before people do. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	// The address is a secret: it must not travel to another site.
	setHeaders({ 'referrer-policy': 'same-origin' });
	const { ctx, actor, locale } = locals;
	const found = await readInvitation(ctx, params.secret);
	const desk = found && (await deskById(ctx, found.editionId, locale));
	if (!found || !desk) return { invitation: null };
	const personId = personOf(actor);
	const owns =
		personId !== undefined &&
		(await addressesOf(ctx, personId)).some(
			({ address, verifiedAt }) => address === found.email && verifiedAt !== null,
		);
	return {
		invitation: {
			edition: desk.short,
			relation: found.relation,
			object: found.objectName,
			email: found.email,
			state: personId === undefined ? ('signed-out' as const) : owns ? ('mine' as const) : ('other' as const),
			path: `/invitations/${params.secret}`,
		},
	};
};

export const actions: Actions = {
	accept: async ({ locals, params }) => {
		const { ctx, actor, locale } = locals;
		try {
			const { editionId } = await answerInvitation(ctx, actor, { secret: params.secret, accept: true });
			const desk = await deskById(ctx, editionId, locale);
			const personId = personOf(actor);
			if (!desk || personId === undefined) return { answered: 'accepted' as const, desk: null };
			const now = await actorFor(ctx, personId, 'session');
			const opens = can(now, 'desk.open', deskSubject(now, desk), ctx.clock) === 'yes';
			return { answered: 'accepted' as const, desk: opens ? `/desk/${desk.slug}` : null };
		} catch (thrown) {
			// The page says by itself what stands against it.
			if (!(thrown instanceof Refusal) || thrown.kind === 'signed-out') throw thrown;
			return fail(thrown.status, { answered: null, desk: null });
		}
	},
	decline: async ({ locals, params }) => {
		try {
			await answerInvitation(locals.ctx, locals.actor, { secret: params.secret, accept: false });
		} catch (thrown) {
			if (!(thrown instanceof Refusal)) throw thrown;
			return fail(thrown.status, { answered: null, desk: null });
		}
		return { answered: 'declined' as const, desk: null };
	},
};
