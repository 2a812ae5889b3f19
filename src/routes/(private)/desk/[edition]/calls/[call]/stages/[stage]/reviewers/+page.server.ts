import { fail, redirect } from '@sveltejs/kit';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { callOfDesk } from '#modules/calls/server/index.ts';
import {
	inviteReviewers,
	reviewersDesk,
	setReviewerRole,
	withdrawReviewerInvitation,
} from '#modules/review/server/index.ts';
import { sayNotInvited, sayReviewerFaults } from '#modules/review/ui/reviewer-faults.ts';
import { openDesk } from '../../../../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** So many submissions short of experts are named. */
const mostNamed = 30;

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { call, stage } = event.params;
	const page = await reviewersDesk(ctx, actor, { desk: desk.id, call, stage, locale });
	return {
		call: { slug: page.call.slug, title: inLocale(page.call.title, locale).text, zone: page.call.zone },
		stage: { id: page.stage.id, label: page.stage.label[locale], perApplication: page.stage.perApplication },
		members: page.members,
		invitations: page.invitations,
		tracks: page.tracks.map(({ code, label }) => ({ code, label: label[locale] })),
		coverage: page.coverage.map((row) => ({ ...row, label: row.label[locale] })),
		short: page.withoutExpert.slice(0, mostNamed),
		moreShort: Math.max(0, page.withoutExpert.length - mostNamed),
		needed: page.needed,
		capacity: page.capacity,
		roles: (['reviewer', 'senior', 'emergency', ...(page.mayAppoint ? (['chair'] as const) : [])] as const).slice(),
		done: event.url.searchParams.get('done'),
	};
};

const fields = ['list', 'role', 'where', 'words', 'days', 'language', 'follows'] as const;

async function placeOf(event: RequestEvent) {
	const { ctx } = event.locals;
	const { desk } = await openDesk(event);
	return { desk, call: await callOfDesk(ctx, desk.id, event.params.call), stage: event.params.stage };
}

function back(event: RequestEvent, done: string): never {
	const { edition, call, stage } = event.params;
	redirect(
		303,
		localePath(event.locals.locale, `/desk/${edition}/calls/${call}/stages/${stage}/reviewers?done=${done}`),
	);
}

export const actions: Actions = {
	invite: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk, call, stage } = await placeOf(event);
		const form = await event.request.formData();
		const values = Object.fromEntries(fields.map((name) => [name, String(form.get(name) ?? '')])) as Record<
			(typeof fields)[number],
			string
		>;
		const tracks = form.getAll('tracks').map(String);
		const language: Locale = values.language === 'zh' ? 'zh' : 'en';
		try {
			const { invited, left } = await inviteReviewers(ctx, actor, {
				call,
				stage,
				onlyStage: values.where !== 'call',
				role: values.role,
				tracks,
				list: values.list,
				words: values.words,
				days: values.days,
				locale: language,
				desk: desk.short,
				...(values.follows ? { follows: values.follows } : {}),
			});
			return { invited, left: sayNotInvited(left, locale), errors: [], values: null, tracks: [] as string[] };
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.kind !== 'invalid') throw thrown;
			const errors = sayReviewerFaults(thrown.problems, locale);
			return fail(400, { invited: 0, left: [] as string[], errors, values, tracks });
		}
	},
	withdraw: async (event) => {
		const { ctx, actor } = event.locals;
		const { call } = await placeOf(event);
		const invitation = String((await event.request.formData()).get('invitation') ?? '');
		await withdrawReviewerInvitation(ctx, actor, { call, invitation });
		back(event, 'withdrawn');
	},
	role: async (event) => {
		const { ctx, actor } = event.locals;
		const { call, stage } = await placeOf(event);
		const form = await event.request.formData();
		await setReviewerRole(ctx, actor, {
			call,
			stage,
			person: String(form.get('person') ?? ''),
			role: String(form.get('role') ?? ''),
			tracks: form.getAll('tracks').map(String),
		});
		back(event, 'role');
	},
};
