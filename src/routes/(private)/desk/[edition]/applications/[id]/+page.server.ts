import { fail, redirect } from '@sveltejs/kit';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import {
	applicationForDesk,
	arrivalOf,
	blindnessForDesk,
	deskList,
	decide,
	postMessage,
	undecide,
} from '#modules/calls/server/index.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';
import { tracksOf } from '#modules/editions/server/index.ts';
import { fulfilmentsForDesk } from '#modules/fulfilments/server/index.ts';
import { lettersOfApplication } from '#modules/letters/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { scoresOfApplication } from '#modules/review/server/index.ts';
import { openDesk } from '../../../open-desk.ts';
import { sayRefusal } from '../../../say-refusal.ts';
import { trackPlaces } from '../../tracks.ts';
import { decisionOf, seenOf, type TypedDecision, typedDecision } from './decision-form.ts';
import { historyLines, personsIn } from './history.ts';
import { readingOf } from './reading.ts';
import { answering, asking, closing, extending, screening, type StageAct } from './stage-actions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The application of the address, when it lies in the desk of the address. */
async function openApplication(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	const found = await applicationForDesk(ctx, actor, { application: event.params.id, locale });
	if ((found.editionId ?? found.callId) !== desk.id) throw notFound();
	return { desk, found };
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, found } = await openApplication(event);
	const [newest] = found.versions;
	if (!newest) throw new Error(`application ${found.id} has no version`);
	const history = historyLines(found.history);
	const ids = [
		...personsIn(history),
		found.personId,
		...found.determinations.flatMap(({ personId }) => personId ?? []),
		...found.messages.flatMap(({ personId }) => personId ?? []),
		...found.ticks.flatMap(({ personId }) => personId ?? []),
		...found.requests.flatMap(({ askedBy }) => askedBy ?? []),
	];
	const [people, letters, tracks, next, scores, fulfilments] = await Promise.all([
		readPeople(ctx, ids),
		lettersOfApplication(ctx, found.id),
		tracksOf(ctx, desk.id),
		deskList(ctx, actor, { edition: desk.id, state: 'submitted', limit: 2 }),
		scoresOfApplication(ctx, actor, { application: found.id, locale }),
		fulfilmentsForDesk(ctx, actor, found.id),
	]);
	const { versions, history: _, determinations, ...application } = found;
	return {
		now: ctx.clock.edition.now(),
		application,
		// The newest is shown whole; of the others only what they changed.
		newest: { version: newest.version, at: newest.at, locale: newest.locale },
		reading: readingOf(newest.form, newest.answers, locale),
		form: newest.form,
		blindness: await blindnessForDesk(ctx, {
			id: found.id,
			stages: found.stages,
			form: newest.form,
			answers: newest.answers,
		}),
		versions: versions.map(({ version, event: kind, at, changes }) => ({ version, event: kind, at, changes })),
		determinations,
		history,
		names: Object.fromEntries([...people].map(([id, person]) => [id, displayName(person.names, locale)])),
		letters,
		arrival: await arrivalOf(ctx, found.id),
		fulfilments,
		tracks: trackPlaces(tracks, locale),
		next: next.rows.find(({ id }) => id !== found.id) ?? null,
		undecided: next.total,
		scores: scores && (scores.stages.length > 0 || scores.recusals.length > 0) ? scores : null,
		fields: newest.form.fields.map(({ id, label }) => ({ id, label: label[locale] })),
		done: event.url.searchParams.get('done'),
	};
};

/** What was typed into one of the forms of the page. */
type Typed = { decision?: TypedDecision; message?: string } & StageAct['typed'];

/** Does what was asked and shows the page again; a refusal is said there, beside what was typed. */
async function attempt(event: RequestEvent, done: string, typed: Typed, work: () => Promise<unknown>) {
	try {
		await work();
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || !['invalid', 'conflict'].includes(refusal.kind)) throw refusal;
		return refused(refusal, event.locals.locale, typed);
	}
	const { edition, id } = event.params;
	redirect(303, localePath(event.locals.locale, `/desk/${edition}/applications/${id}?done=${done}`));
}

function refused(refusal: Refusal, locale: Locale, typed: Typed) {
	const problems = refusal.problems.flatMap((problem) => {
		const message = sayRefusal(problem.code, locale, problem.params);
		return message === undefined ? sayProblems([problem], locale) : [{ path: problem.path, message }];
	});
	return fail(refusal.status, {
		problems,
		refusal: refusal.problems.length > 0 ? null : { code: refusal.code, params: refusal.params },
		typed,
	});
}

/** Does one of the acts of a stage. */
async function act(event: RequestEvent, read: (event: RequestEvent, application: string, form: FormData) => StageAct) {
	const { found } = await openApplication(event);
	const { done, typed, work } = read(event, found.id, await event.request.formData());
	return attempt(event, done, typed, work);
}

export const actions: Actions = {
	decide: async (event) => {
		const { ctx, actor } = event.locals;
		const { found } = await openApplication(event);
		const form = await event.request.formData();
		const decision = typedDecision(form);
		// Of the stage that was on the screen: where it has moved on meanwhile, the decision is refused.
		const shown = found.stages.find(({ stage }) => stage.id === form.get('stage'))?.stage ?? found.stage.stage;
		return attempt(event, 'decided', { decision }, () =>
			decide(ctx, actor, { ...decisionOf(decision, shown), application: found.id, seen: seenOf(form) }),
		);
	},
	undecide: async (event) => {
		const { ctx, actor } = event.locals;
		const { found } = await openApplication(event);
		const seen = seenOf(await event.request.formData());
		return attempt(event, 'undecided', {}, () => undecide(ctx, actor, { application: found.id, seen }));
	},
	screen: (event) => act(event, screening),
	request: (event) => act(event, asking),
	extend: (event) => act(event, extending),
	close: (event) => act(event, closing),
	appeal: (event) => act(event, answering),
	message: async (event) => {
		const { ctx, actor } = event.locals;
		const { found } = await openApplication(event);
		const value = (await event.request.formData()).get('text');
		const message = typeof value === 'string' ? value : '';
		return attempt(event, 'written', { message }, () =>
			postMessage(ctx, actor, { application: found.id, as: 'desk', text: message }),
		);
	},
};
