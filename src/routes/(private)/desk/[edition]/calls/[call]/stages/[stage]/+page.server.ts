import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { assign, recuseByChair, stageBoard, unassign } from '#modules/review/server/index.ts';
import { messages as reviewMessages, sayReviewRefusal } from '#modules/review/ui/messages.ts';
import { openDesk } from '../../../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** So many applications stand on one page. */
const pageLength = 100;

async function openBoard(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls } = await openDesk(event);
	const { call, stage } = event.params;
	const board = await stageBoard(ctx, actor, { desk: desk.id, call, stage, locale });
	return { board, stages: calls.find(({ id }) => id === board.call.id)?.stages ?? [] };
}

export const load: PageServerLoad = async (event) => {
	const { locale } = event.locals;
	const { board, stages } = await openBoard(event);
	const number = Number(event.url.searchParams.get('page') ?? 1);
	const pages = Math.max(1, Math.ceil(board.rows.length / pageLength));
	const page = Number.isInteger(number) && number >= 1 && number <= pages ? number : 1;
	const { title, ...call } = board.call;
	const { done } = Object.fromEntries(event.url.searchParams);
	return {
		call: { ...call, title: inLocale(title, locale).text },
		stage: {
			id: board.stage.id,
			label: board.stage.label,
			perApplication: board.stage.perApplication,
			subReviewers: board.stage.subReviewers,
		},
		stages: stages.map(({ stage }) => ({ id: stage.id, label: stage.label, scored: 'criteria' in stage })),
		members: board.members,
		names: board.names,
		rows: board.rows.slice((page - 1) * pageLength, page * pageLength),
		figures: {
			applications: board.rows.length,
			scored: board.rows.filter(({ assigned }) => assigned.some((one) => one.done)).length,
		},
		may: board.may,
		secret: board.secret,
		ballots: board.stage.method === 'ballots',
		page,
		pages,
		done: done ?? null,
		count: Number(event.url.searchParams.get('n') ?? 0),
	};
};

interface Left {
	assigned: number;
	/** The pairs that were left out, in words: on the page itself, since an address would keep the names. */
	left: string[];
}

async function attempt(event: RequestEvent, form: FormData, work: () => Promise<URLSearchParams | Left>) {
	const { locale } = event.locals;
	try {
		const done = await work();
		if (!(done instanceof URLSearchParams))
			return { ...done, problems: [], refusal: null, applications: [], people: [] };
		const { edition, call, stage } = event.params;
		redirect(303, localePath(locale, `/desk/${edition}/calls/${call}/stages/${stage}?${done}`));
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || !['invalid', 'conflict', 'too-many'].includes(refusal.kind)) throw refusal;
		const say = (code: string, params: Record<string, string | number> = {}) =>
			sayReviewRefusal(code, locale, params) ?? code;
		return fail(refusal.status, {
			problems: refusal.problems.map(({ path, code, params }) => ({ path, message: say(code, params) })),
			refusal: refusal.problems.length > 0 ? null : say(refusal.code, refusal.params),
			applications: form.getAll('applications').map(String),
			people: form.getAll('people').map(String),
			assigned: null,
			left: [],
		});
	}
}

/** Of the pairs that were left out so many are named. */
const mostNamed = 50;

export const actions: Actions = {
	assign: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { board } = await openBoard(event);
		const form = await event.request.formData();
		const here = board.rows.filter((row) => row.here && row.state === 'submitted').map(({ id }) => id);
		return attempt(event, form, async () => {
			const { assigned, left } = await assign(ctx, actor, {
				call: board.call.id,
				stage: board.stage.id,
				applications: form.has('all') ? here : form.getAll('applications').map(String),
				people: form.getAll('people').map(String),
			});
			const numbers = new Map(board.rows.map(({ id, number }) => [id, number]));
			const words = reviewMessages[locale].why;
			if (left.length === 0) return new URLSearchParams({ done: 'assigned', n: String(assigned) });
			return {
				assigned,
				left: left
					.slice(0, mostNamed)
					.map(
						({ application, person, why }) =>
							`${numbers.get(application) ?? ''} · ${board.names[person] ?? ''}: ${words[why]}`,
					),
			};
		});
	},
	unassign: async (event) => {
		const { ctx, actor } = event.locals;
		const { board } = await openBoard(event);
		const form = await event.request.formData();
		return attempt(event, form, async () => {
			const n = await unassign(ctx, actor, {
				call: board.call.id,
				stage: board.stage.id,
				applications: form.getAll('applications').map(String),
				people: form.getAll('people').map(String),
			});
			return new URLSearchParams({ done: 'removed', n: String(n) });
		});
	},
	recuse: async (event) => {
		const { ctx, actor } = event.locals;
		await openBoard(event);
		const form = await event.request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		return attempt(event, form, async () => {
			await recuseByChair(ctx, actor, {
				application: text('application'),
				person: text('person'),
				reason: text('reason'),
				text: text('text'),
			});
			return new URLSearchParams({ done: 'recused' });
		});
	},
};
