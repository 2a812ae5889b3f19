import { fail, redirect } from '@sveltejs/kit';
import { can } from '#core/access/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { LetterRule } from '#modules/calls/call.ts';
import { callForReview } from '#modules/calls/server/index.ts';
import { tracksOf } from '#modules/editions/server/index.ts';
import { saveLetterRules, tryLetterRules, wordingsOf } from '#modules/letters/server/index.ts';
import { openDesk } from '../../../../../open-desk.ts';
import { formatNames } from '../../../../format-names.ts';
import { sayLetterRefusal } from '../../../say.ts';
import { rulesOf } from './rules-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Of those that no rule fits so many are named. */
const mostNamed = 50;

async function openRules(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { desk, calls } = await openDesk(event, 'letter.prepare');
	const call = calls.find(({ slug }) => slug === event.params.call);
	if (!call) throw notFound();
	return { desk, call, path: `/desk/${desk.slug}/letters/calls/${call.slug}/rules` };
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, call } = await openRules(event);
	const trial = await tryLetterRules(ctx, actor, { callId: call.id });
	const review = await callForReview(ctx, call.id);
	const outcomes = review.stages.flatMap(({ stage }) => stage.outcomes.map(({ id, label }) => ({ id, label })));
	return {
		call: { slug: call.slug, title: inLocale(call.title, locale).text },
		mayEdit: can(actor, 'call.edit', review.subject, ctx.clock) === 'yes',
		trial: { ...trial, none: trial.none.slice(0, mostNamed), noneCount: trial.none.length },
		tracks: (await tracksOf(ctx, desk.id)).map(({ code, name }) => ({
			value: code,
			label: `${code} ${inLocale(name, locale).text}`,
		})),
		outcomes: outcomes
			.filter(({ id }, place) => outcomes.findIndex((other) => other.id === id) === place)
			.map(({ id, label }) => ({ value: id, label: label[locale] })),
		formats: [
			...new Set(review.stages.flatMap(({ stage }) => stage.outcomes.flatMap(({ format }) => format ?? []))),
		].map((value) => ({ value, label: formatNames(call.form, locale)[value] ?? value })),
		wordings: (await wordingsOf(ctx, call.id)).map(({ id, from }) => ({ id, from })),
		saved: event.url.searchParams.has('saved'),
	};
};

async function trialOf(event: RequestEvent, rules: LetterRule[], extra: object = {}) {
	const { ctx, actor } = event.locals;
	const { call } = await openRules(event);
	// A row without a wording is being written: it is shown, and fits nothing yet.
	const { counts, hidden, none } = await tryLetterRules(ctx, actor, { callId: call.id, rules });
	return {
		rules,
		counts,
		hidden,
		none: none.slice(0, mostNamed),
		noneCount: none.length,
		problems: [] as { path: string; message: string }[],
		...extra,
	};
}

export const actions: Actions = {
	/** Tries what is typed, with one rule moved, removed or added. Keeps nothing. */
	try: async (event) => trialOf(event, rulesOf(await event.request.formData())),
	save: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { call, path } = await openRules(event);
		const rules = rulesOf(await event.request.formData());
		try {
			await saveLetterRules(ctx, actor, { callId: call.id, rules });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
			const problems = refusal.problems.map(({ path: at, code, params }) => ({
				path: at,
				message: sayLetterRefusal(code, locale, params),
			}));
			return fail(400, await trialOf(event, rules, { problems }));
		}
		redirect(303, localePath(locale, `${path}?saved`));
	},
};
