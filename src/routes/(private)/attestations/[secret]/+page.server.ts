import { fail, redirect } from '@sveltejs/kit';
import { personOf } from '#core/access/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { readForm } from '#core/multipart/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { answersFromForm, type Answers } from '#modules/calls/answers.ts';
import { answerAttestation, attestationByLink, claimAttestation } from '#modules/calls/server/index.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';
import { deskById } from '../../desk/open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Only looks: programs that check mail open links before people do. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	// The address is a secret: it must not travel to another site, nor into an index.
	event.setHeaders({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' });
	const page = await orNothing(() => attestationByLink(ctx, actor, event.params.secret));
	if (!page) return { page: null };
	const { applicationId: _, scope, ...shown } = page;
	return {
		page: {
			...shown,
			place: (await deskById(ctx, scope, locale))?.short ?? '',
			signedIn: personOf(actor) !== undefined,
			path: `/attestations/${event.params.secret}`,
			now: ctx.clock.edition.now(),
			answered: event.url.searchParams.has('answered'),
		},
	};
};

async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
	try {
		return await work();
	} catch (refusal) {
		if (refusal instanceof Refusal && refusal.kind === 'not-found') return undefined;
		throw refusal;
	}
}

async function answer(event: RequestEvent, give: boolean) {
	const { ctx, actor, locale } = event.locals;
	const { secret } = event.params;
	const page = await attestationByLink(ctx, actor, secret);
	const files = Object.fromEntries(
		page.form.fields.flatMap((field) =>
			field.kind === 'file' ? [[field.id, { maxBytes: field.maxBytes, accept: field.types }]] : [],
		),
	);
	const posted = await readForm(event.request, { files, store: ctx.files, maxFieldBytes: 256 * 1024 });
	const arrived = Object.fromEntries(
		Object.entries(posted.files).flatMap(([field, file]) => (file ? [[field, file]] : [])),
	);
	try {
		await answerAttestation(ctx, actor, {
			secret,
			give,
			entries: posted.fields,
			files: arrived,
			problems: give ? posted.problems : [],
		});
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || refusal.kind === 'not-found') throw refusal;
		const typed: Answers = answersFromForm(page.form, posted.fields);
		return fail(refusal.status, {
			refusal: { code: refusal.code, params: refusal.params },
			problems: sayProblems(refusal.problems, locale),
			answers: typed,
		});
	}
	redirect(303, localePath(locale, `/attestations/${secret}?answered`));
}

export const actions: Actions = {
	give: (event) => answer(event, true),
	decline: (event) => answer(event, false),
	mine: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const application = await claimAttestation(ctx, actor, { secret: event.params.secret });
		redirect(303, localePath(locale, `/me/applications/${application}`));
	},
};
