import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { assign, previewAsk, remindNow, stageProgress } from '#modules/review/server/index.ts';
import { messages as reviewMessages, sayReviewRefusal } from '#modules/review/ui/messages.ts';
import { openDesk } from '../../../../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** So many applications stand on one page. */
const pageLength = 50;

async function openProgress(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { call, stage } = event.params;
	return stageProgress(ctx, actor, { desk: desk.id, call, stage, locale });
}

export const load: PageServerLoad = async (event) => {
	const progress = await openProgress(event);
	const { locale } = event.locals;
	const { applications } = progress;
	const pages = Math.max(1, Math.ceil(applications.length / pageLength));
	const wanted = Number(event.url.searchParams.get('page') ?? 1);
	const page = Number.isInteger(wanted) && wanted >= 1 && wanted <= pages ? wanted : 1;
	return {
		progress: {
			...progress,
			call: { ...progress.call, title: inLocale(progress.call.title, locale).text },
			applications: applications.slice((page - 1) * pageLength, page * pageLength),
		},
		page,
		pages,
		all: applications.length,
		done: event.url.searchParams.get('done'),
		count: Number(event.url.searchParams.get('n') ?? 0),
	};
};

/** What a form of the page gets back: a look at what would be done, or why it can't be. */
interface Said {
	remind: { batch: string; people: { person: string; name: string; missing: string[] }[] } | null;
	ask: {
		person: string;
		name: string;
		applications: { id: string; number: string; title: string }[];
		left: string[];
	} | null;
	people: string[];
	applications: string[];
	problems: { path: string; message: string }[];
}

const nothing: Said = { remind: null, ask: null, people: [], applications: [], problems: [] };

/** Shows the page again with what was chosen and why it was refused; what is not there goes the usual way. */
function refused(event: RequestEvent, form: FormData, refusal: unknown) {
	if (!(refusal instanceof Refusal) || !['invalid', 'too-many'].includes(refusal.kind)) throw refusal;
	const { locale } = event.locals;
	const problems = refusal.problems.length > 0 ? refusal.problems : [{ path: '', ...refusal }];
	return fail(refusal.status, {
		...nothing,
		people: form.getAll('people').map(String),
		applications: form.getAll('applications').map(String),
		problems: problems.map(({ path, code, params }) => ({
			path,
			message: sayReviewRefusal(code, locale, params) ?? code,
		})),
	});
}

function back(event: RequestEvent, done: string, n: number): never {
	const { edition, call, stage } = event.params;
	const path = `/desk/${edition}/calls/${call}/stages/${stage}/progress?done=${done}&n=${n}`;
	redirect(303, localePath(event.locals.locale, path));
}

export const actions: Actions = {
	/** A look at who would be reminded of what. */
	'look-remind': async (event) => {
		const progress = await openProgress(event);
		const form = await event.request.formData();
		const chosen = form.has('all') ? progress.reviewers.map(({ person }) => person) : form.getAll('people').map(String);
		if (chosen.length === 0) {
			return refused(
				event,
				form,
				new Refusal('invalid', '', { problems: [{ path: 'people', code: 'choose-people' }] }),
			);
		}
		const people = progress.reviewers.filter(
			({ person, missing, unreachable }) => chosen.includes(person) && missing.length > 0 && !unreachable,
		);
		const rows = people.map(({ person, name, missing }) => ({ person, name, missing }));
		return { ...nothing, people: chosen, remind: { batch: newId(), people: rows } };
	},
	remind: async (event) => {
		const { ctx, actor } = event.locals;
		const { call, stage } = await openProgress(event);
		const form = await event.request.formData();
		let n = 0;
		try {
			const people = form.getAll('people').map(String);
			n = await remindNow(ctx, actor, {
				call: call.id,
				stage: stage.id,
				people,
				batch: String(form.get('batch') ?? ''),
			});
		} catch (refusal) {
			return refused(event, form, refusal);
		}
		back(event, 'reminded', n);
	},
	/** A look at what an emergency reviewer would be asked for. */
	'look-ask': async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { call, stage, emergency } = await openProgress(event);
		const form = await event.request.formData();
		const person = String(form.get('person') ?? '');
		const applications = form.getAll('applications').map(String);
		try {
			const { asked, left } = await previewAsk(ctx, actor, { call: call.id, stage: stage.id, applications, person });
			const why = reviewMessages[locale].why;
			return {
				...nothing,
				applications,
				ask: {
					person,
					name: emergency.find((one) => one.person === person)?.name ?? '',
					applications: asked,
					left: left.map((one) => `${one.number}: ${why[one.why]}`),
				},
			};
		} catch (refusal) {
			return refused(event, form, refusal);
		}
	},
	ask: async (event) => {
		const { ctx, actor } = event.locals;
		const { call, stage } = await openProgress(event);
		const form = await event.request.formData();
		let n = 0;
		try {
			const done = await assign(ctx, actor, {
				call: call.id,
				stage: stage.id,
				applications: form.getAll('applications').map(String),
				people: [String(form.get('person') ?? '')],
			});
			n = done.assigned;
		} catch (refusal) {
			return refused(event, form, refusal);
		}
		back(event, 'asked', n);
	},
};
