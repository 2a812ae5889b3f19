import { fail, redirect } from '@sveltejs/kit';
import { personOf } from '#core/access/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import {
	applicationForAuthor,
	callForReview,
	changeField,
	confirm,
	makeAppeal,
	confirmEntered,
	peopleOfApplication,
	startDraft,
	placeOfCall,
	postMessage,
	startChange,
	withdraw,
} from '#modules/calls/server/index.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';
import { editionById } from '#modules/editions/server/index.ts';
import { fulfilmentsForApplicant } from '#modules/fulfilments/server/index.ts';
import { lettersOfPerson } from '#modules/letters/server/index.ts';
import { rebuttalsOf, reviewsForApplicant } from '#modules/review/server/index.ts';
import { callPath } from '../call-path.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const application = await applicationForAuthor(ctx, actor, { application: params.application, locale });
	const [people, edition, letters, fulfilments, rebuttals, reviews] = await Promise.all([
		peopleOfApplication(ctx, actor, { application: params.application, locale }),
		application.editionId === null ? undefined : editionById(ctx, application.editionId),
		lettersOfPerson(ctx, personOf(actor) ?? ''),
		fulfilmentsForApplicant(ctx, actor, application.id),
		rebuttalsOf(ctx, actor, application.id),
		reviewsForApplicant(ctx, actor, { application: application.id, locale }),
	]);
	const call = await callForReview(ctx, application.callId);
	return {
		application,
		/** Somebody judges in this call: with whom one has a conflict can be said. */
		judged: call.stages.some(({ stage }) => 'criteria' in stage) && !(actor.kind === 'person' && actor.seenBy),
		people,
		of: edition ? { slug: edition.slug, short: edition.short } : null,
		fulfilments,
		rebuttals,
		reviews,
		letters: letters.filter((letter) => letter.applicationId === application.id),
		now: ctx.clock.edition.now(),
		receipt: url.searchParams.get('submitted'),
		answered: url.searchParams.has('answered'),
	};
};

/** A refusal that the page says itself; what is not there, and who is not signed in, goes the usual way. */
async function refusalOf(work: () => Promise<unknown>): Promise<Refusal | undefined> {
	try {
		await work();
		return undefined;
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || ['not-found', 'signed-out'].includes(refusal.kind)) throw refusal;
		return refusal;
	}
}

function refused(event: RequestEvent, { status, code, params, problems }: Refusal, typed: Record<string, string> = {}) {
	return fail(status, { refusal: { code, params }, problems: sayProblems(problems, event.locals.locale), typed });
}

/** Does what was asked and shows the page again; a refusal is said there, with what was typed. */
async function attempt(event: RequestEvent, work: () => Promise<unknown>, typed?: Record<string, string>) {
	const refusal = await refusalOf(work);
	if (refusal) return refused(event, refusal, typed);
	redirect(303, localePath(event.locals.locale, `/me/applications/${event.params.application}`));
}

export const actions: Actions = {
	change: async (event) => {
		const { ctx, actor, locale } = event.locals;
		let draft = '';
		const refusal = await refusalOf(async () => {
			({ draft } = await startChange(ctx, actor, { application: event.params.application }));
		});
		if (refusal) return refused(event, refusal);
		const own = await applicationForAuthor(ctx, actor, { application: event.params.application, locale });
		const edition = own.editionId === null ? undefined : await editionById(ctx, own.editionId);
		const call = edition ? `/${edition.slug}/calls/${own.callSlug}` : `/calls/${own.callSlug}`;
		redirect(303, localePath(locale, `${call}/apply?draft=${draft}`));
	},

	'confirm-entered': async (event) => {
		const { ctx, actor } = event.locals;
		return attempt(event, () => confirmEntered(ctx, actor, { application: event.params.application }));
	},

	/** Begins an application to a call that follows this one's. */
	follow: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const call = String((await event.request.formData()).get('call') ?? '');
		let draft = '';
		const refusal = await refusalOf(async () => {
			({ draft } = await startDraft(ctx, actor, { call, locale, follows: event.params.application }));
		});
		if (refusal) return refused(event, refusal);
		const path = await callPath(ctx, await placeOfCall(ctx, call));
		redirect(303, localePath(locale, `${path}/apply?draft=${draft}`));
	},

	field: async (event) => {
		const form = await event.request.formData();
		const field = String(form.get('field') ?? '');
		const entries = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
		const { ctx, actor } = event.locals;
		return attempt(event, () => changeField(ctx, actor, { application: event.params.application, field, entries }));
	},

	answer: async (event) => {
		const form = await event.request.formData();
		const answer = form.get('answer') === 'confirmed' ? 'confirmed' : 'declined';
		const { ctx, actor } = event.locals;
		return attempt(event, () => confirm(ctx, actor, { application: event.params.application, answer }));
	},

	withdraw: async (event) => {
		const { ctx, actor } = event.locals;
		return attempt(event, () => withdraw(ctx, actor, { application: event.params.application }));
	},

	appeal: async (event) => {
		const form = await event.request.formData();
		const text = String(form.get('appeal') ?? '');
		const { ctx, actor } = event.locals;
		const input = { application: event.params.application, text };
		return attempt(event, () => makeAppeal(ctx, actor, input), { appeal: text });
	},

	message: async (event) => {
		const form = await event.request.formData();
		const text = String(form.get('text') ?? '');
		const { ctx, actor } = event.locals;
		const input = { application: event.params.application, as: 'applicant' as const, text };
		return attempt(event, () => postMessage(ctx, actor, input), { text });
	},
};
