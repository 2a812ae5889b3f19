import { type Actor, type Relation, system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { JobHandlers } from '#core/jobs/index.ts';
import { type Answers, formEntries } from '../answers.ts';
import { sampleAnswers, sampleCall, sampleForm } from '../testing.ts';
import { callJobs } from './job-names.ts';
import { type Receipt, type SaveCallInput, saveCallFromBundle, startDraft, submit } from './index.ts';

/* People, a call and applications for tests on the database. Nothing here ships. */

export const edition = 'edition1';
export const organisation = 'organisation1';

/** A person with these relations. */
export function person(id: string, ...relations: Relation[]): Actor {
	return { kind: 'person', personId: id, relations, via: 'session' };
}

export const organiser = person('organiser', { relation: 'organiser', on: 'edition', id: edition });
export const secretary = person('secretary', { relation: 'secretary', on: 'edition', id: edition });

/** Handlers that note what they were given. */
export function notingJobs(): { handlers: JobHandlers; done: { name: string; data: Record<string, unknown> }[] } {
	const done: { name: string; data: Record<string, unknown> }[] = [];
	const handlers: JobHandlers = {};
	for (const name of callJobs) {
		handlers[name] = async (_ctx, data) => {
			done.push({ name, data });
		};
	}
	return { handlers, done };
}

/** The sample call in the sample edition. */
export async function makeCall(ctx: Context, change: Partial<SaveCallInput['call']> = {}): Promise<string> {
	const saved = await saveCallFromBundle(ctx, system('test'), {
		edition,
		organisation,
		call: { ...sampleCall, ...change },
		tracks: [],
		outside: [],
	});
	return saved.call;
}

/** A draft of a person with these answers, not submitted. */
export async function makeDraft(
	ctx: Context,
	call: string,
	actor: Actor,
	change: Partial<Answers> = {},
): Promise<string> {
	const entries = formEntries(sampleForm, sampleAnswers(change));
	return (await startDraft(ctx, actor, { call, locale: 'en', entries })).draft;
}

/** A submitted application of a person. */
export async function makeApplication(
	ctx: Context,
	call: string,
	actor: Actor,
	change: Partial<Answers> = {},
): Promise<Receipt> {
	return submit(ctx, actor, { draft: await makeDraft(ctx, call, actor, change) });
}

/** The refusal that this work ends in. */
export async function refusalOf(work: Promise<unknown>): Promise<unknown> {
	return work.then(
		() => 'not refused',
		(error: unknown) => error,
	);
}
