import { fail, redirect } from '@sveltejs/kit';
import { can } from '#core/access/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { holdMail, outboxCounts, waitingMail } from '#core/mail/index.ts';
import { failingWebhooks } from '#modules/api/server/index.ts';
import { deskFigures, today } from '#modules/calls/server/index.ts';
import { lateFulfilments } from '#modules/fulfilments/server/index.ts';
import { tracksOf } from '#modules/editions/server/index.ts';
import { openDesk } from '../open-desk.ts';
import { roleIn } from '../roles.ts';
import { submissionCurve } from './charts.ts';
import { trackPlaces } from './tracks.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls, subject, whole } = await openDesk(event);
	// A liaison has payments here and nothing else.
	if (
		can(actor, 'application.list', subject, ctx.clock) !== 'yes' &&
		can(actor, 'payment.record', subject, ctx.clock) === 'yes'
	) {
		redirect(303, localePath(locale, `/desk/${desk.slug}/fulfilments`));
	}
	const now = ctx.clock.edition.now();
	const seesMail = can(actor, 'outbox.read', whole, ctx.clock) === 'yes';
	const [items, figures, tracks, planned, counts, failing, late] = await Promise.all([
		today(ctx, actor, { edition: desk.id }),
		deskFigures(ctx, actor, { edition: desk.id }),
		tracksOf(ctx, desk.id),
		seesMail ? waitingMail(ctx, desk.id) : [],
		seesMail ? outboxCounts(ctx, desk.id) : null,
		failingWebhooks(ctx, actor, { id: desk.id, subject: whole }),
		lateFulfilments(ctx, actor, calls),
	]);
	return {
		now,
		role: actor.kind === 'person' ? roleIn(actor.relations, desk) : null,
		items,
		failing,
		late,
		charts: figures.map((one) => ({ ...one, curve: submissionCurve(one, now, locale) })),
		tracks: trackPlaces(tracks, locale),
		mayReport: can(actor, 'review.read', subject, ctx.clock) === 'yes',
		mail: counts && {
			planned,
			counts,
			mayHold: can(actor, 'outbox.hold', whole, ctx.clock) === 'yes',
		},
	};
};

export const actions: Actions = {
	hold: async (event) => {
		const { ctx, actor } = event.locals;
		const { desk, whole } = await openDesk(event, 'desk.open');
		const kind = (await event.request.formData()).get('kind');
		if (kind !== null && (typeof kind !== 'string' || kind === '')) return fail(400, { held: 0 });
		const place = { scope: desk.id, subject: whole };
		return { held: await holdMail(ctx, actor, place, kind === null ? {} : { kind }) };
	},
};
