import { can } from '#core/access/index.ts';
import { openDesk } from '../open-desk.ts';
import type { LayoutServerLoad } from './$types';

/** Which parts of the desk this person has. Each page asks for itself whether he may see it. */
export const load: LayoutServerLoad = async (event) => {
	const { ctx, actor } = event.locals;
	const { desk, edition, subject, whole } = await openDesk(event);
	// The outbox belongs to the whole desk, not to one track of it.
	const sends = can(actor, 'letter.send', whole, ctx.clock) === 'yes';
	const reads = can(actor, 'outbox.read', whole, ctx.clock) === 'yes';
	return {
		deskOf: {
			slug: desk.slug,
			short: desk.short,
			zone: desk.zone,
			/** A standing call has no public site, no committee and no end. */
			standing: edition === null,
			state:
				edition === null ? ('published' as const) : edition.closedAt === null ? edition.state : ('closed' as const),
			mayPublish: can(actor, 'edition.edit', whole, ctx.clock) === 'yes',
			mayClose: can(actor, 'edition.close', whole, ctx.clock) === 'yes',
		},
		parts: {
			calls: can(actor, 'call.read', subject, ctx.clock) === 'yes',
			applications: can(actor, 'application.list', subject, ctx.clock) === 'yes',
			messages: can(actor, 'application.message', subject, ctx.clock) === 'yes',
			site: can(actor, 'edition.edit', whole, ctx.clock) === 'yes',
			// A standing call has no news of its own.
			news: edition !== null && can(actor, 'article.read', whole, ctx.clock) === 'yes',
			letters: sends,
			fulfilments:
				can(actor, 'fulfilment.read', subject, ctx.clock) === 'yes' ||
				can(actor, 'payment.record', subject, ctx.clock) === 'yes',
			enquiries: can(actor, 'enquiry.answer', whole, ctx.clock) === 'yes',
			outbox: reads,
			webhooks: can(actor, 'webhook.manage', whole, ctx.clock) === 'yes',
			people: can(actor, 'relation.grant', whole, ctx.clock) === 'yes',
			clock: can(actor, 'clock.turn', whole, ctx.clock) === 'yes',
		},
	};
};
