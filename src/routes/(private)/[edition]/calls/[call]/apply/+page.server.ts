import { fail, redirect } from '@sveltejs/kit';
import { personOf } from '#core/access/index.ts';
import { minute } from '#core/clock/index.ts';
import { newId } from '#core/ids/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { type Problem, Refusal } from '#core/refusal/index.ts';
import { type Answers, answersFromForm } from '#modules/calls/answers.ts';
import { checkAnswers } from '#modules/calls/check.ts';
import type { Form } from '#modules/calls/form.ts';
import { signsMark } from '#modules/calls/self-identification.ts';
import { namesFiles } from '#modules/calls/posted-files.ts';
import { changeRows } from '#modules/calls/rows.ts';
import {
	discardDraft,
	entranceFor,
	findSigns,
	isReviewedBlind,
	prefillFor,
	type PublicCall,
	type Receipt,
	saveDraft,
	startDraft,
	submit,
	submitAtOnce,
	submitTyped,
} from '#modules/calls/server/index.ts';
import { canonicalJson } from '#modules/calls/readable.ts';
import { roundView } from '#modules/calls/round-view.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';
import {
	callBase,
	claimVisitorDrafts,
	draftToken,
	keepPosted,
	openCall,
	type Posted,
	presentDraft,
	readPosted,
	receive,
	typedEntries,
} from './apply.ts';
import { dropLateLink, lateSecret, lateUntil, takeLateLink } from './late.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** So near the close what is handed in is taken at once: nobody may be late for having been warned. The page says it all the same. */
const warnsUntil = 30 * minute;

export const load: PageServerLoad = async (event) => {
	const call = await openCall(event);
	await takeLateLink(event, call, { base: callBase(event), token: draftToken(event.cookies) });
	await claimVisitorDrafts(event);
	const draft = await presentDraft(event, call.id);
	const { ctx, locale, actor } = event.locals;
	// What somebody has begun goes on; a first page says whether he can begin, with what, and fills in what is known of him.
	const entrance = draft ? { refusal: null, origins: [] } : await entranceFor(ctx, actor, call);
	const begins = !draft && call.state !== 'closed' && entrance.refusal === null && entrance.origins.length === 0;
	const now = { stage: 'submit', at: ctx.clock.edition.now(), zone: call.window.zone } as const;
	const personId = personOf(actor) ?? null;
	const blind = isReviewedBlind(call.stages);
	// Of files what was read before: the page waits for none.
	const signs = draft && blind ? await findSigns(ctx, { ...draft, personId }, 'kept') : [];
	return {
		/** It is reviewed without names: the page says so, and what in the draft tells them. */
		blind,
		signs,
		signsMark: signsMark(signs),
		call: {
			slug: call.slug,
			title: call.title,
			noun: call.noun,
			form: draft?.form ?? call.form,
			window: call.window,
			state: call.state,
			now: ctx.clock.edition.now(),
			base: callBase(event),
			standing: call.editionId === null,
			round: roundView(call, now.at, locale),
			/** By a personal link: until when something may still be handed in although the call has closed. */
			late: await lateUntil(event, call, draft),
		},
		entrance,
		prefill: begins ? await prefillFor(ctx, actor, { form: call.form, locale }) : { answers: {}, sources: [] },
		linkVoid: event.url.searchParams.get('link') === 'void',
		draft: draft
			? {
					id: draft.id,
					revision: draft.revision,
					savedAt: draft.savedAt,
					answers: draft.answers,
					change: draft.applicationId !== null,
				}
			: null,
		// Back from signing in with the wish to submit: say what is still missing at once.
		problems:
			draft && event.url.searchParams.has('check')
				? sayProblems(checkAnswers(draft.form, draft.answers, now), locale)
				: [],
		signedIn: personOf(actor) !== undefined,
		// So that a double click, or a page sent twice, is one application (`submitAtOnce`).
		once: newId(),
	};
};

/** Saves, and answers the page as it was typed when something stands against going on. */
async function save(event: RequestEvent, posted: Posted, call: PublicCall) {
	const { ctx, actor } = event.locals;
	if (posted.stored) return { saved: true as const, revision: posted.revision, savedAt: 0, answers: posted.stored };
	const { key, revision, entries } = posted;
	const saved = await saveDraft(ctx, actor, { ...key, revision, entries, call });
	// Handed in meanwhile by somebody who writes with him: what he typed is a change of it from now on.
	posted.key = { ...posted.key, draft: saved.draft };
	return saved;
}

const here = (event: RequestEvent, draft: string, more = '') =>
	localePath(event.locals.locale, `${callBase(event)}/apply?draft=${draft}${more}`);

export const actions: Actions = {
	/** Begins with an earlier application. */
	begin: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const call = await openCall(event);
		const follows = String((await event.request.formData()).get('follows') ?? '');
		const started = await orRefusal(() => startDraft(ctx, actor, { call: call.id, locale, follows }));
		if (started instanceof Refusal) return fail(started.status, neverKept(call.form, [], started));
		redirect(303, here(event, started.draft));
	},

	save: async (event) => {
		const call = await openCall(event);
		const posted = await receive(event, call);
		const saved = await save(event, posted, call);
		if (!saved.saved) return fail(409, conflictOf(event, posted, saved));
		if (posted.problems.length > 0) {
			return fail(400, refused(event, posted, saved.revision, saved.answers, posted.problems));
		}
		redirect(303, here(event, posted.key.draft));
	},

	rows: async (event) => {
		const call = await openCall(event);
		const posted = await receive(event, call);
		const changed = changeRows(posted.entries, posted.pressed);
		const saved = await save(event, { ...posted, entries: changed.entries }, call);
		if (!saved.saved) return fail(409, conflictOf(event, posted, saved));
		return {
			draft: posted.key.draft,
			revision: saved.revision,
			answers: saved.answers,
			problems: sayProblems(posted.problems, event.locals.locale),
			empty: changed.empty,
		};
	},

	submit: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const call = await openCall(event);
		const raw = await readPosted(event, call);
		const receiptPage = (receipt: Receipt) =>
			localePath(locale, `/me/applications/${receipt.application}?submitted=${receipt.version}`);
		// What tells who he is he is told before it is handed in, once: pressing again hands it in as it is.
		const unseen = async (form: Form, answers: Answers) => {
			const near = call.window.closesAt - ctx.clock.edition.now() < warnsUntil;
			if (!isReviewedBlind(call.stages) || (near && !lateSecret(event, call.id))) return undefined;
			const signs = await findSigns(ctx, { form, answers, personId: personOf(actor) ?? null });
			const mark = signsMark(signs);
			return signs.length > 0 && raw.value('seen') !== mark ? { signs, signsMark: mark } : undefined;
		};
		// Typed by somebody who is signed in, without a file: when it is complete it is handed in as it is, and not saved on the way.
		const typed = typedEntries(raw);
		const answers = answersFromForm(call.form, typed);
		const plain = Object.keys(raw.files).length === 0 && raw.problems.length === 0 && !namesFiles(call.form, typed);
		const whole = plain && personOf(actor) !== undefined;
		const told = whole ? await unseen(call.form, answers) : undefined;
		if (whole && !told) {
			const late = lateSecret(event, call.id);
			const input = { call, locale, entries: typed, late };
			const [draft, once] = [raw.value('draft'), raw.value('once')];
			const handedIn = await orRefusal(() =>
				draft === ''
					? submitAtOnce(ctx, actor, { ...input, once })
					: submitTyped(ctx, actor, { ...input, draft, revision: Number(raw.value('revision') || 0) }),
			);
			if (handedIn && !(handedIn instanceof Refusal)) {
				dropLateLink(event, call.id);
				redirect(303, receiptPage(handedIn));
			}
			// Refused, or not to be had in one step: it is kept as a draft below, and the page says why.
		}
		// A double click, a page sent twice: the draft is gone because it was handed in, and has its receipt.
		const orReceipt = async <T>(work: () => Promise<T>): Promise<T> => {
			try {
				return await work();
			} catch (gone) {
				if (!(gone instanceof Refusal) || gone.code !== 'draft-gone' || personOf(actor) === undefined) throw gone;
				redirect(303, receiptPage(await submit(ctx, actor, { draft: raw.value('draft') })));
			}
		};
		const posted = await orReceipt(() => orRefusal(() => keepPosted(event, call, raw)));
		if (posted instanceof Refusal) return fail(posted.status, neverKept(call.form, typed, posted));
		const saved = await orReceipt(() => save(event, posted, call));
		if (!saved.saved) return fail(409, conflictOf(event, posted, saved));
		const now = { stage: 'submit', at: ctx.clock.edition.now(), zone: call.window.zone } as const;
		const problems = [...posted.problems, ...checkAnswers(call.form, saved.answers, now)];
		if (problems.length > 0) return fail(400, refused(event, posted, saved.revision, saved.answers, problems));
		if (personOf(actor) === undefined) {
			const back = here(event, posted.key.draft, '&check');
			redirect(303, localePath(locale, `/sign-in?next=${encodeURIComponent(back)}`));
		}
		const same = whole && canonicalJson(saved.answers) === canonicalJson(answers);
		const warned = same ? told : await unseen(call.form, saved.answers);
		if (warned) return fail(400, { ...refused(event, posted, saved.revision, saved.answers, []), ...warned });
		const late = lateSecret(event, call.id);
		const receipt = await orRefusal(() => submit(ctx, actor, { ...posted.key, late }));
		if (!(receipt instanceof Refusal)) {
			dropLateLink(event, call.id);
			redirect(303, receiptPage(receipt));
		}
		return fail(receipt.status, {
			...refused(event, posted, saved.revision, saved.answers, receipt.problems),
			refusal: { code: receipt.code, params: receipt.params },
		});
	},

	discard: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const call = await openCall(event);
		const posted = await receive(event, call);
		await discardDraft(ctx, actor, posted.key);
		redirect(303, localePath(locale, callBase(event)));
	},
};

/** What `work` answers, or the refusal that the page itself can say; any other goes the usual way. */
async function orRefusal<T>(work: () => Promise<T>): Promise<T | Refusal> {
	try {
		return await work();
	} catch (refusal) {
		if (refusal instanceof Refusal && ['closed', 'invalid', 'conflict'].includes(refusal.kind)) return refusal;
		throw refusal;
	}
}

/** Typed into a page that stood open until after the close: no draft can be begun any more, but the text is shown again. */
function neverKept(form: Form, entries: [string, string][], { code, params }: Refusal) {
	return { draft: '', revision: 0, answers: answersFromForm(form, entries), problems: [], refusal: { code, params } };
}

function refused(
	event: RequestEvent,
	posted: Posted,
	revision: number,
	answers: ReturnType<typeof answersFromForm>,
	problems: readonly Problem[],
) {
	const seen = new Set<string>();
	// A file that was refused leaves its field empty: that it is missing too need not be said.
	const once = problems.filter(({ path }) => !seen.has(path) && seen.add(path));
	return {
		draft: posted.key.draft,
		revision,
		answers,
		problems: sayProblems(once, event.locals.locale),
	};
}

function conflictOf(
	event: RequestEvent,
	posted: Posted,
	saved: Extract<Awaited<ReturnType<typeof saveDraft>>, { saved: false }>,
) {
	return {
		draft: posted.key.draft,
		// The next save is made against what is stored now: whoever presses again has seen the difference.
		revision: saved.revision,
		answers: saved.yours,
		problems: sayProblems(posted.problems, event.locals.locale),
		conflict: { savedAt: saved.savedAt, changes: saved.changes },
	};
}
